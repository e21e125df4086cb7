// <captions-editor>: captions typed beside the player. Without it, the text and its file remain.

import { actionsOf } from "./actions.js";
import { listen } from "./commands.js";
import { CueList } from "./cue_list.js";
import { importing } from "./importing.js";
import { KeptText } from "./kept_text.js";
import { Player } from "./player.js";
import { Rows } from "./rows.js";
import { telling } from "./telling.js";
import { followTyping } from "./typing.js";
import { waitForVideo } from "./waiting.js";
import { parse } from "./webvtt.js";
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
    this.prepend(this.querySelector("template[data-editor]").content.cloneNode(true));
    Object.assign(this, telling(this.part("status"), this.say));
    const field = this.querySelector("textarea[name=captions]");
    this.text = new KeptText(field, (cues) => this.#place(cues));
    this.list = new CueList(this.text.cues ?? [], { most: this.facts.most });
    this.#build();
    this.#readable(this.text.cues !== null);
    this.show();
    if (this.facts.video) this.#play(this.facts.video);
    else this.#wait();
  }

  #build() {
    const { say, facts } = this;
    this.player = new Player(this.part("video"), {
      onTime: (moment) => this.#at(moment),
      onState: () => (this.part("play").textContent = say(this.player.isPlaying ? "pause" : "play")),
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
    this.part("speed").addEventListener("change", ({ target }) => this.player.speed(Number(target.value)));
    listen(this, act);
    const place = (text) => this.#place(parse(text)) && this.tell("imported", { count: this.list.cues.length });
    importing(this, { url: facts.read_url, say, tell: this.write, place });
  }

  #wait() {
    this.tell(this.facts.preparing ? "preparing" : "no_video");
    const ready = (video) => this.tell("ready", this.#play(video));
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

  /** The text was edited by hand, or a file read: the rows follow, if all of it could be read. */
  #place(cues) {
    this.#readable(cues !== null);
    if (cues === null) return false;
    this.list.replace(cues);
    this.show();
    return true;
  }

  #readable(isSo) {
    const raw = this.part("raw");
    this.part("editor").hidden = !isSo;
    raw.open = !isSo || Boolean(raw.querySelector(".fr-error-text, .errorlist"));
    this.write(isSo ? "" : this.say("unreadable"), !isSo);
  }

  /** The rows, the preview and the text that is kept say what the list says. */
  show() {
    const { cues } = this.list;
    const advice = this.rows.show(cues, this.player.duration);
    const counts = [counted(this.say, "count", cues.length), counted(this.say, "advice", advice)];
    this.part("count").textContent = counts.slice(0, cues.length ? 2 : 1).join(" · ");
    this.player.preview(cues);
    this.text.keep(cues);
  }
}

// A step of a proposal runs its scripts each time it is shown.
customElements.get("captions-editor") ?? customElements.define("captions-editor", CaptionsEditor);
