// The page of the JSON door: Swagger UI, started from here, since no page has an inline script (CSP).
import SwaggerUI from "swagger-ui-dist/swagger-ui-bundle.js";
import { csrfToken } from "./csrf.js";

const place = document.getElementById("api-docs");

SwaggerUI({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  // Its own check of the document would ask another host.
  validatorUrl: null,
  requestInterceptor(request) {
    if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken();
    return request;
  },
});
