// Comfort only: every page works without this file.

// A part of a page that watches something (an import, a turnout) says how often it wants a fresh look; unseen pages rest.
const watch = async () => {
  const part = document.querySelector("[data-watch]");
  if (!part || part.dataset.watching) return;
  part.dataset.watching = "1";
  while (part.isConnected) {
    await new Promise(done => setTimeout(done, Number(part.dataset.watch) * 1000));
    if (document.hidden || !part.isConnected) continue;
    const answer = await fetch(location.href, { headers: { "X-Watch": "1" } }).catch(() => null);
    if (!answer?.ok) continue;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-watch]");
    if (!fresh) { location.reload(); return; }
    part.replaceChildren(...fresh.childNodes);
  }
};

// A ballot never carries more marks than there are seats: once all are given, the rest wait.
const limit = ballot => {
  const boxes = [...ballot.querySelectorAll("input[type=checkbox]")];
  const full = boxes.filter(b => b.checked).length >= Number(ballot.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
};
const limitAll = () => document.querySelectorAll("[data-most]").forEach(limit);
document.addEventListener("change", event => {
  const ballot = event.target.closest?.("[data-most]");
  if (ballot) limit(ballot);
});

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  limitAll();
  for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; form.removeAttribute("aria-busy"); }
});

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-print]")) print();
});

const arrived = () => { watch(); limitAll(); };
arrived();
Blazor.addEventListener("enhancedload", arrived);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js");
