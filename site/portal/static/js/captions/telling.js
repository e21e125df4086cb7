// The line where the editor says what it has done: read aloud as it changes.

/** `write(sentence, isWrong)` and `tell(name, figures)` on this line. */
export function telling(line, say) {
  const write = (sentence, isWrong = false) => {
    line.textContent = sentence;
    line.classList.toggle("ce__status--wrong", isWrong);
  };
  return { write, tell: (name, figures) => write(say(name, figures)) };
}
