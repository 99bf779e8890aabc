// Keeps the looks of the application and one page that says "you are offline". Data is never kept.
const shelf = "union-1";
const kept = ["/offline.html", "/css/app.css", "/icons/mark.svg"];

self.addEventListener("install", event =>
  event.waitUntil(caches.open(shelf).then(c => c.addAll(kept)).then(() => self.skipWaiting())));

self.addEventListener("activate", event =>
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(n => n !== shelf).map(n => caches.delete(n))))
    .then(() => self.clients.claim())));

self.addEventListener("fetch", event => {
  if (event.request.mode === "navigate" && event.request.method === "GET")
    event.respondWith(fetch(event.request).catch(() => caches.match("/offline.html")));
  else if (kept.includes(new URL(event.request.url).pathname))
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
});
