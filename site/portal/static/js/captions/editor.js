// <captions-editor>: captions typed beside the player. Without it, the text and its file remain.

import { actionsOf } from "./actions.js";
import { CueList } from "./cue_list.js";
import { importing } from "./importing.js";
import { Player } from "./player.js";
import { Rows } from "./rows.js";
import { listen } from "./shortcuts.js";
import { followTyping } from "./typing.js";
import { waitForVideo } from "./waiting.js";
import { parse, serialise } from "./webvtt.js";
import { counted, speaker, time } from "./words.js";

class CaptionsEditor extends HTMLElement {
  connectedCallback() {
    if (this.list) return; // only moved
    // The page first puts back what the browser kept of an unfinished typing.
    setTimeout(() => this.isConnected && this.#begin());
  }

  part = (name) => this.querySelector(`[data-part=${name}]`);

  #begin() {
    this.facts = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.say = speaker(this.facts.sentences);
    this.field = this.querySelector("textarea[name=captions]");
    this.prepend(this.querySelector("template[data-editor]").content.cloneNode(true));
    this.list = new CueList(parse(this.field.value) ?? [], { most: this.facts.most });
    this.#build();
    this.#readable(parse(this.field.value) !== null);
    this.show();
    if (this.facts.video) this.#play(this.facts.video);
    else this.#wait();
  }

  #build() {
    const { say, facts } = this;
    const naming = () => (this.part("play").textContent = say(this.player.isPlaying ? "pause" : "play"));
    this.player = new Player(this.part("video"), {
      onTime: (moment) => this.#at(moment),
      onState: naming,
      onLength: () => this.show(),
    });
    const [list, row, actions] = ["list", "row", "actions"].map(this.part);
    this.rows = new Rows({ list, row, actions, say, limits: facts.thresholds });
    const act = actionsOf(this);
    followTyping(this.rows, {
      onWords: (index, text) => this.show(this.list.type(index, text)),
      onTime: (change) => act("time", change),
      onJump: (index) => act("jump", index),
    });
    this.addEventListener("click", ({ target }) => {
      const { do: name, by } = target.closest("[data-do]")?.dataset ?? {};
      if (name) act(name, Number(by));
    });
    this.part("speed").addEventListener("change", ({ target }) => this.player.speed(Number(target.value)));
    listen(this, act);
    this.field.addEventListener("change", () => this.#read(this.field.value));
    const place = (text) => this.#read(text) && this.tell("imported", { count: this.list.cues.length });
    importing(this, { url: facts.read_url, say, tell: this.write, place });
  }

  #wait() {
    this.tell(this.facts.preparing ? "preparing" : "no_video");
    const ready = (video) => {
      this.#play(video);
      this.tell("ready");
    };
    if (this.facts.state_url) waitForVideo(this.facts.state_url, { ready, stopped: () => !this.isConnected });
  }

  #play(video) {
    this.classList.add("ce--watching");
    this.player.show(video, this.say("preview"));
    this.show();
  }

  #at(moment) {
    this.part("clock").textContent = time(moment);
    this.rows.mark(this.list.cues, moment);
  }

  /** The text was changed by hand, or read from a file: the rows follow, if it can be read. */
  #read(text) {
    const cues = parse(text);
    this.#readable(cues !== null);
    if (cues === null) return false;
    this.list.replace(cues);
    this.show();
    return true;
  }

  #readable(isSo) {
    this.part("editor").hidden = !isSo;
    this.part("raw").open = !isSo;
    this.write(isSo ? "" : this.say("unreadable"), !isSo);
  }

  /** The rows, the preview and the text that is kept say what the list says. */
  show() {
    const { cues } = this.list;
    const advice = this.rows.show(cues, this.player.duration);
    const counts = [counted(this.say, "count", cues.length), counted(this.say, "advice", advice)];
    this.part("count").textContent = counts.slice(0, cues.length ? 2 : 1).join(" · ");
    this.player.preview(cues);
    const text = serialise(cues);
    if (text === serialise(parse(this.field.value) ?? [])) return;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tell = (name, figures) => this.write(this.say(name, figures));

  write = (sentence, isWrong = false) => {
    this.part("status").textContent = sentence;
    this.part("status").classList.toggle("ce__status--wrong", isWrong);
  };
}

customElements.define("captions-editor", CaptionsEditor);
