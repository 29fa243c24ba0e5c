// Labels of charts that touch one another, stand outside the window, or are cut: one line each.

/** Everything that is wrong with the labels of the page as it is; empty is good. */
export const overlaps = (page) =>
  page.evaluate(() => {
    const wrong = [];
    const seen = (e) => {
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && Number(style.opacity) > 0;
    };
    const labels = [...document.querySelectorAll(".strips :is(.lb, .tk)")].filter(seen).filter((e) => e.textContent.trim());
    const boxes = labels.map((e) => ({
      text: e.textContent.trim(),
      box: e.getBoundingClientRect(),
      row: e.closest(".strip, .axis"),
    }));
    // The playhead's tag is a pseudo-element as wide as its words, moved from the playhead to the left.
    const playhead = document.querySelector(".ph");
    const axis = document.querySelector(".axis");
    if (playhead && axis && !playhead.hidden) {
      const at = playhead.getBoundingClientRect();
      const tag = getComputedStyle(playhead, "::after");
      const left = at.left + new DOMMatrix(tag.transform).m41;
      const width = parseFloat(tag.width) + parseFloat(tag.paddingLeft) + parseFloat(tag.paddingRight);
      const box = { left, right: left + width, top: at.bottom - 20, bottom: at.bottom };
      boxes.push({ text: `tag ${playhead.dataset.t}`, box, row: axis });
    }
    boxes.forEach((a, i) => {
      if (a.box.left < -0.5 || a.box.right > innerWidth + 0.5) wrong.push(`${a.text} leaves the window`);
      for (const b of boxes.slice(i + 1)) {
        if (a.row !== b.row) continue;
        const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (x > 1 && y > 3) wrong.push(`${a.text} | ${b.text} by ${x.toFixed(0)} x ${y.toFixed(0)}`);
      }
    });
    return wrong;
  });
