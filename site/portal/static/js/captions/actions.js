// What the buttons and the keys of the editor do, and what is said of it.

import { decimal, time } from "./words.js";

/** Returns the function that does an action, by its name. */
export function actionsOf(editor) {
  const { player } = editor;
  const index = () => editor.rows.current;
  const here = () => editor.list.cues[index()];
  const number = () => index() + 1;

  /** Shows what was changed, on the row where it was. */
  function changed(place, name, figures, caret) {
    editor.show();
    goTo(place, caret);
    const { start, end } = editor.list.cues[place] ?? {};
    const times = { number: place + 1, start: time(start ?? 0), end: time(end ?? 0) };
    editor.tell(name, { ...times, ...figures });
  }

  /** A button pressed again and again keeps the focus; with no caption left, back to the first. */
  function goTo(place, caret) {
    if (caret === undefined && editor.rows.holdsFocus(place)) return;
    if (!editor.rows.focus(place, caret)) editor.part("add").focus();
  }

  function moved(place) {
    changed(place, "moved");
  }

  const afterTheLast = () => editor.list.cues.at(-1)?.end ?? 0;

  const actions = {
    play: () => player.toggle(),
    seek: (by) => player.by(by),
    add() {
      if (editor.list.isFull) return editor.tell("too_many", { count: editor.list.most });
      const place = editor.list.add(player.now ?? afterTheLast(), player.duration);
      changed(place, "added", { time: time(editor.list.cues[place].start) });
    },
    jump(place) {
      player.loop(null);
      editor.rows.focus(place);
      player.seek(here().start);
      player.play();
    },
    listen: () => here() && actions.jump(index()),
    loop() {
      const ends = player.loops || !here();
      player.loop(ends ? null : here());
      editor.tell(ends ? "loop_ended" : "loop", { number: number() });
    },
    split() {
      if (!here()) return;
      const cut = editor.list.split(index(), editor.rows.caret, player.now);
      if (!cut) return editor.tell("not_split");
      changed(index(), "split", { number: number() });
      editor.rows.focus(index() + 1, 0);
    },
    merge() {
      if (!here()) return;
      const caret = here().text.length;
      if (!editor.list.merge(index())) return editor.tell("not_merged");
      changed(index(), "merged", { next: number() + 1 }, caret);
    },
    start: () => here() && player.isHere && moved(editor.list.time(index(), { start: player.now })),
    end: () => here() && player.isHere && moved(editor.list.time(index(), { end: player.now })),
    shift: (by) => here() && moved(editor.list.shift(index(), by)),
    shift_all(by) {
      if (!editor.list.cues.length) return;
      const seconds = editor.list.shiftAll(by);
      editor.show();
      editor.tell("all_moved", { seconds: decimal(seconds) });
    },
    remove() {
      if (!here()) return;
      const removed = number();
      editor.list.remove(index());
      changed(Math.min(index(), editor.list.cues.length - 1), "removed", { number: removed });
    },
    time({ index: place, end, moment }) {
      if (Number.isNaN(moment)) editor.tell("wrong_time");
      const isNew = Math.abs(editor.list.cues[place][end] - moment) > 0.006; // as it is written
      if (isNew) moved(editor.list.time(place, { [end]: moment }));
      else editor.show();
    },
    step(by) {
      const place = Math.min(Math.max(index() + by, 0), editor.list.cues.length - 1);
      editor.rows.focus(place);
      if (here()) player.seek(here().start);
    },
    undo: () => travel("undo", "undone"),
    redo: () => travel("redo", "redone"),
  };

  function travel(way, said) {
    if (!editor.list.history[way]()) return editor.tell("nothing_to_undo");
    changed(index(), said);
  }

  return (name, figure) => actions[name]?.(figure);
}
