// The theme that the address asks for, or that a person chose, set before the first paint. Without
// either the system decides.
(() => {
  "use strict";
  const asked = new URLSearchParams(location.search).get("theme");
  if (asked === "light" || asked === "dark") document.documentElement.dataset.theme = asked;
  if (asked === "light" || asked === "dark" || asked === "system") return;
  try {
    const theme = localStorage.getItem("headroom-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is denied in some frames: the system's theme it is.
  }
})();
