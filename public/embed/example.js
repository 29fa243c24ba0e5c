// A course page's side: it writes down what the lesson says, and confirms the result once it is kept.
"use strict";
const log = document.querySelector("#log");
const grade = document.querySelector("#grade");

for (const type of ["started", "progress", "answered", "completed", "error"]) {
  addEventListener(`headroom-${type}`, ({ detail }) => {
    const { context, v, received, ...said } = detail;
    log.append(Object.assign(document.createElement("li"), { textContent: JSON.stringify(said) }));
  });
}

addEventListener("headroom-completed", ({ detail }) => {
  const { points, maxPoints } = detail.result;
  // A real page stores the result in its gradebook here, and confirms it after that.
  grade.textContent = `Stored: ${points} of ${maxPoints} points.`;
  detail.received();
});
