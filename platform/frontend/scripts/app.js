// The one script of all pages. Every page works without it; it saves steps and saves what was typed.
import "./htmx.js";
import "./theme.js";
import "./menus.js";
import "./secrets.js";
import "./dropzone.js";
import "./keys.js";
import "./submit.js";
import "./callbacks.js";
import "./reports.js";
import "./call/index.js";
