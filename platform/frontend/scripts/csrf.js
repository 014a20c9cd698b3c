// The page's one CSRF token: in <meta name=csrf-token> and in every form. A new sign-in brings a new one.
const meta = document.querySelector('meta[name="csrf-token"]');

export const csrfToken = () => meta?.content ?? "";

export function renewCsrfToken(token) {
  if (!token) return;
  if (meta) meta.content = token;
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = token;
}
