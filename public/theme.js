// The theme a person chose, set before the first paint. Without a choice the system decides.
(() => {
  "use strict";
  try {
    const theme = localStorage.getItem("headroom-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is denied in some frames: the system's theme it is.
  }
})();
