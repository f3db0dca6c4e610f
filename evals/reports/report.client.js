// In the report's page: shows the cases that hold every word.
const [words, wrong, count] = ['words', 'wrong', 'count'].map((id) => document.getElementById(id));
const cases = [...document.querySelectorAll('.case')];

function show() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const fits = wanted.every((word) => one.dataset.words.includes(word));
    one.hidden = !fits || (wrong.checked && one.classList.contains('passed'));
    if (!one.hidden) shown += 1;
  }
  count.value = `${shown} of ${cases.length}`;
}

document.getElementById('filter').addEventListener('input', show);
document.getElementById('filter').addEventListener('submit', (event) => event.preventDefault());
show();
