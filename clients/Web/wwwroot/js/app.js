// Comfort only: every page works without this file.

// A page that watches something (an import, a turnout) says how often it wants a fresh look; unseen pages rest.
let timer;
const watch = () => {
  clearTimeout(timer);
  const seconds = Number(document.querySelector("[data-watch]")?.dataset.watch);
  if (!seconds) return;
  timer = setTimeout(() => {
    if (document.hidden || !document.querySelector("[data-watch]")) { watch(); return; }
    Blazor.navigateTo(location.href, { replaceHistoryEntry: true });
    watch();
  }, seconds * 1000);
};

// A ballot never carries more marks than there are seats: once all are given, the rest wait.
document.addEventListener("change", event => {
  const ballot = event.target.closest?.("[data-most]");
  if (!ballot) return;
  const boxes = [...ballot.querySelectorAll("input[type=checkbox]")];
  const full = boxes.filter(b => b.checked).length >= Number(ballot.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
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
  for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; form.removeAttribute("aria-busy"); }
});

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-print]")) print();
});

watch();
Blazor.addEventListener("enhancedload", watch);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js");
