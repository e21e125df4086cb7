/*! media-chrome@4.19.4, styles as constructed sheets | see LICENSE */
function _(t,e){let i=new CSSStyleSheet,r=/<template shadowrootmode(?:(?!<template)[^])*?<\/template>/g,a="";for(;r.test(e);)e=e.replace(r,"");t.innerHTML=e.replace(/<style[^>]*>([^]*?)<\/style>/g,(o,n)=>(a+=n,"")),i.replaceSync(a),t.adoptedStyleSheets=[i]}function A(t){return(t.adoptedStyleSheets??[]).map(e=>({sheet:e}))}var Ti=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},Si=class extends Ti{},Ii=class extends Si{constructor(){super(...arguments),this.role=null}},Br=class{observe(){}unobserve(){}disconnect(){}},To={createElement:function(){return new Vt.HTMLElement},createElementNS:function(){return new Vt.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},Vt={ResizeObserver:Br,document:To,Node:Si,Element:Ii,HTMLElement:class extends Ii{constructor(){super(...arguments),this.innerHTML=""}get content(){return new Vt.DocumentFragment}},DocumentFragment:class extends Ti{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},So="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",Io=Object.keys(Vt).every(t=>t in globalThis),l=So&&!Io?Vt:globalThis,B=So&&!Io?To:globalThis.document;var h={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},M={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},Wr={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},yo=Object.entries(Wr),s=yo.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),pn={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},Ye=yo.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...pn}),ud=Object.entries(Ye).reduce((t,[e,i])=>{let r=s[e];return r&&(t[i]=r),t},{userinactivechange:"userinactive"}),ko=Object.entries(s).reduce((t,[e,i])=>{let r=Ye[e];return r&&(t[i]=r),t},{userinactive:"userinactivechange"}),ee={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},Oe={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var yi={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},te={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},re={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var wo={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};var Mo=new WeakMap,$r=t=>{let e=Mo.get(t);return e||Mo.set(t,e=new Set),e},Lo=new l.ResizeObserver(t=>{for(let e of t)for(let i of $r(e.target))i(e)});function ki(t,e){$r(t).add(e),Lo.observe(t)}function wi(t,e){let i=$r(t);i.delete(e),i.size||Lo.unobserve(t)}function W(t){let e={};for(let i of t)e[i.name]=i.value;return e}function Ro(t){var e;return(e=En(t))!=null?e:Ue(t,"media-controller")}function En(t){var e;let{MEDIA_CONTROLLER:i}=M,r=t.getAttribute(i);if(r)return(e=vn(t))==null?void 0:e.getElementById(r)}var _e=(t,e)=>!t||!e?!1:t?.contains(e)?!0:_e(t,e.getRootNode().host),Ue=(t,e)=>{if(!t)return null;let i=t.closest(e);return i||Ue(t.getRootNode().host,e)};function Vr(t=document){var e;let i=t?.activeElement;return i?(e=Vr(i.shadowRoot))!=null?e:i:null}function vn(t){var e;let i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function Mi(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:r=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:r});let a=t;for(;a&&e>0;){let o=getComputedStyle(a);if(i&&o.opacity==="0"||r&&o.visibility==="hidden"||o.display==="none")return!1;a=a.parentElement,e--}return!0}function Do(t,e,i,r){let a=r.x-i.x,o=r.y-i.y,n=a*a+o*o;if(n===0)return 0;let d=((t-i.x)*a+(e-i.y)*o)/n;return Math.max(0,Math.min(1,d))}function O(t,e){let i=fn(t,r=>r===e);return i||Kr(t,e)}function fn(t,e){var i,r;let a;for(a of(i=A(t))!=null?i:[]){let o;try{o=(r=a.sheet)==null?void 0:r.cssRules}catch{continue}for(let n of o??[])if(e(n.selectorText))return n}}function Kr(t,e){var i,r;let a=(i=A(t))!=null?i:[],o=a?.[a.length-1];if(!o?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let n=o?.sheet.insertRule(`${e}{}`,o.sheet.cssRules.length);return(r=o.sheet.cssRules)==null?void 0:r[n]}function X(t,e,i=Number.NaN){let r=t.getAttribute(e);return r!=null?+r:i}function Z(t,e,i){let r=+i;if(i==null||Number.isNaN(r)){t.hasAttribute(e)&&t.removeAttribute(e);return}X(t,e,void 0)!==r&&t.setAttribute(e,`${r}`)}function T(t,e){return t.hasAttribute(e)}function S(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}T(t,e)!=i&&t.toggleAttribute(e,i)}function C(t,e,i=null){var r;return(r=t.getAttribute(e))!=null?r:i}function D(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=`${i}`;C(t,e,void 0)!==r&&t.setAttribute(e,r)}var Co=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ce=(t,e,i)=>(Co(t,e,"read from private field"),i?i.call(t):e.get(t)),_n=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Li=(t,e,i,r)=>(Co(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Q;function gn(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var ht=class extends l.HTMLElement{constructor(){if(super(),_n(this,Q,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===M.MEDIA_CONTROLLER&&(i&&((o=(a=ce(this,Q))==null?void 0:a.unassociateElement)==null||o.call(a,this),Li(this,Q,null)),r&&this.isConnected&&(Li(this,Q,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=ce(this,Q))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),Li(this,Q,bn(this)),this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(e=ce(this,Q))==null?void 0:e.associateElement)==null||i.call(e,this)),ce(this,Q)&&(ce(this,Q).addEventListener("pointerdown",this),ce(this,Q).addEventListener("click",this),ce(this,Q).hasAttribute("tabindex")||(ce(this,Q).tabIndex=0))}disconnectedCallback(){var e,i,r,a;this.getAttribute(M.MEDIA_CONTROLLER)&&((i=(e=ce(this,Q))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(r=ce(this,Q))==null||r.removeEventListener("pointerdown",this),(a=ce(this,Q))==null||a.removeEventListener("click",this),Li(this,Q,null)}handleEvent(e){var i;let r=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(r?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){let{clientX:o,clientY:n}=e,{left:d,top:u,width:w,height:k}=this.getBoundingClientRect(),I=o-d,v=n-u;if(I<0||v<0||I>w||v>k||w===0&&k===0)return;let m=this._pointerType||"mouse";if(this._pointerType=void 0,m===yi.TOUCH){this.handleTap(e);return}else if(m===yi.MOUSE||m===yi.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return T(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){let i=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(i,{composed:!0,bubbles:!0}))}};Q=new WeakMap;ht.shadowRootOptions={mode:"open"};ht.getTemplateHTML=gn;function bn(t){var e;let i=t.getAttribute(M.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):Ue(t,"media-controller")}l.customElements.get("media-gesture-receiver")||l.customElements.define("media-gesture-receiver",ht);var Gr=ht;var xo={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Oo,mt={en:xo},pt=((Oo=globalThis.navigator)==null?void 0:Oo.language)||"en",qr=t=>{pt=t},Uo=(t,e)=>{mt[t]=e},An=t=>{var e,i,r;let[a]=pt.split("-");return((e=mt[pt])==null?void 0:e[t])||((i=mt[a])==null?void 0:i[t])||((r=mt.en)==null?void 0:r[t])||t},Po=()=>{let[t]=pt.split("-");return mt[pt]?pt:mt[t]?t:"en"},g=(t,e={})=>An(t).replace(/\{(\w+)\}/g,(i,r)=>r in e?String(e[r]):`{${r}}`);var Xr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},F=(t,e,i)=>(Xr(t,e,"read from private field"),i?i.call(t):e.get(t)),j=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},he=(t,e,i,r)=>(Xr(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),me=(t,e,i)=>(Xr(t,e,"access private method"),i),Kt,Ci,Et,_t,ft,Qr,vt,Ri,Yr,No,zr,Fo,Gt,xi,Oi,Zr,gt,qt,Pe,Di,f={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function Tn(t){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${f.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${f.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${f.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${f.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${f.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${f.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${f.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${f.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${f.USER_INACTIVE}]:not([${f.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${f.USER_INACTIVE}][${f.AUTOHIDE_OVER_CONTROLS}]:not([${f.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${f.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${f.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${re.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${Gr.shadowRootOptions.mode}">
          ${Gr.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var Sn=Object.values(s),In="sm:384 md:576 lg:768 xl:960";function yn(t){Ho(t.target,t.contentRect.width)}function Ho(t,e){var i;if(!t.isConnected)return;let r=(i=t.getAttribute(f.BREAKPOINTS))!=null?i:In,a=kn(r),o=wn(a,e),n=!1;if(Object.keys(a).forEach(d=>{if(o.includes(d)){t.hasAttribute(`breakpoint${d}`)||(t.setAttribute(`breakpoint${d}`,""),n=!0);return}t.hasAttribute(`breakpoint${d}`)&&(t.removeAttribute(`breakpoint${d}`),n=!0)}),n){let d=new CustomEvent(Ye.BREAKPOINTS_CHANGE,{detail:o});t.dispatchEvent(d)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(Ye.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function kn(t){let e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function wn(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}var ze=class extends l.HTMLElement{constructor(){if(super(),j(this,Yr),j(this,zr),j(this,Gt),j(this,Oi),j(this,gt),j(this,Kt,void 0),j(this,Ci,0),j(this,Et,null),j(this,_t,null),j(this,ft,void 0),this.breakpointsComputed=!1,j(this,Qr,e=>{let i=this.media;for(let r of e){if(r.type!=="childList")continue;let a=r.removedNodes;for(let o of a){if(o.slot!="media"||r.target!=this)continue;let n=r.previousSibling&&r.previousSibling.previousElementSibling;if(!n||!i)this.mediaUnsetCallback(o);else{let d=n.slot!=="media";for(;(n=n.previousSibling)!==null;)n.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(o)}}if(i)for(let o of r.addedNodes)o===i&&this.handleMediaUpdated(i)}}),j(this,vt,!1),j(this,Ri,e=>{F(this,vt)||(setTimeout(()=>{yn(e),he(this,vt,!1)},0),he(this,vt,!0))}),j(this,Pe,void 0),j(this,Di,()=>{if(!F(this,Pe).assignedElements({flatten:!0}).length){F(this,Et)&&this.mediaUnsetCallback(F(this,Et));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes),i=this.constructor.getTemplateHTML(e);_(this.shadowRoot,i)}he(this,Kt,new MutationObserver(F(this,Qr)))}static get observedAttributes(){return[f.AUTOHIDE,f.GESTURES_DISABLED].concat(Sn).filter(e=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,r){e.toLowerCase()==f.AUTOHIDE&&(this.autohide=r)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(he(this,Et,e),e.localName.includes("-")&&await l.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;F(this,Kt).observe(this,{childList:!0,subtree:!0}),ki(this,F(this,Ri));let r=this.getAttribute(f.AUDIO)!=null?g("audio player"):g("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",r),this.handleMediaUpdated(this.media),this.setAttribute(f.USER_INACTIVE,""),Ho(this,this.getBoundingClientRect().width);let a=this.querySelector(":scope > slot[slot=media]");a&&(he(this,Pe,a),F(this,Pe).addEventListener("slotchange",F(this,Di))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=l.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;wi(this,F(this,Ri)),clearTimeout(F(this,_t)),F(this,Kt).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=l.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),F(this,Pe)&&(F(this,Pe).removeEventListener("slotchange",F(this,Di)),he(this,Pe,null)),he(this,vt,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){he(this,Et,null)}handleEvent(e){switch(e.type){case"pointerdown":he(this,Ci,e.timeStamp);break;case"pointermove":me(this,Yr,No).call(this,e);break;case"pointerup":me(this,zr,Fo).call(this,e);break;case"mouseleave":me(this,Gt,xi).call(this);break;case"mouseup":this.removeAttribute(f.KEYBOARD_CONTROL);break;case"keyup":me(this,gt,qt).call(this),this.setAttribute(f.KEYBOARD_CONTROL,"");break}}set autohide(e){let i=Number(e);he(this,ft,isNaN(i)?0:i)}get autohide(){return(F(this,ft)===void 0?2:F(this,ft)).toString()}get breakpoints(){return C(this,f.BREAKPOINTS)}set breakpoints(e){D(this,f.BREAKPOINTS,e)}get audio(){return T(this,f.AUDIO)}set audio(e){S(this,f.AUDIO,e)}get gesturesDisabled(){return T(this,f.GESTURES_DISABLED)}set gesturesDisabled(e){S(this,f.GESTURES_DISABLED,e)}get keyboardControl(){return T(this,f.KEYBOARD_CONTROL)}set keyboardControl(e){S(this,f.KEYBOARD_CONTROL,e)}get noAutohide(){return T(this,f.NO_AUTOHIDE)}set noAutohide(e){S(this,f.NO_AUTOHIDE,e)}get autohideOverControls(){return T(this,f.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){S(this,f.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return T(this,f.USER_INACTIVE)}set userInteractive(e){S(this,f.USER_INACTIVE,e)}};Kt=new WeakMap;Ci=new WeakMap;Et=new WeakMap;_t=new WeakMap;ft=new WeakMap;Qr=new WeakMap;vt=new WeakMap;Ri=new WeakMap;Yr=new WeakSet;No=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-F(this,Ci)<250)return;me(this,Oi,Zr).call(this),clearTimeout(F(this,_t));let e=this.hasAttribute(f.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&me(this,gt,qt).call(this)};zr=new WeakSet;Fo=function(t){if(t.pointerType==="touch"){let e=!this.hasAttribute(f.USER_INACTIVE);[this,this.media].includes(t.target)&&e?me(this,Gt,xi).call(this):me(this,gt,qt).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&me(this,gt,qt).call(this)};Gt=new WeakSet;xi=function(){if(F(this,ft)<0||this.hasAttribute(f.USER_INACTIVE))return;this.setAttribute(f.USER_INACTIVE,"");let t=new l.CustomEvent(Ye.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};Oi=new WeakSet;Zr=function(){if(!this.hasAttribute(f.USER_INACTIVE))return;this.removeAttribute(f.USER_INACTIVE);let t=new l.CustomEvent(Ye.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};gt=new WeakSet;qt=function(){me(this,Oi,Zr).call(this),clearTimeout(F(this,_t));let t=parseInt(this.autohide);t<0||he(this,_t,setTimeout(()=>{me(this,Gt,xi).call(this)},t*1e3))};Pe=new WeakMap;Di=new WeakMap;ze.shadowRootOptions={mode:"open"};ze.getTemplateHTML=Tn;l.customElements.get("media-container")||l.customElements.define("media-container",ze);var aa=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ze=(t,e,i)=>(aa(t,e,"read from private field"),i?i.call(t):e.get(t)),De=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},oa=(t,e,i,r)=>(aa(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Xe=(t,e,i)=>(aa(t,e,"access private method"),i),Pi,Yt,Je,Ui,Jr,jr,Bo,ea,Wo,ta,$o,ia,Vo,ra,Ko;function Mn(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function Ln(t){return`
    <slot id="content"></slot>
  `}var Qt={OPEN:"open",ANCHOR:"anchor"},Ne=class extends l.HTMLElement{constructor(){super(),De(this,Ui),De(this,jr),De(this,ea),De(this,ta),De(this,ia),De(this,ra),De(this,Pi,!1),De(this,Yt,null),De(this,Je,null)}static get observedAttributes(){return[Qt.OPEN,Qt.ANCHOR]}get open(){return T(this,Qt.OPEN)}set open(e){S(this,Qt.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":Xe(this,ta,$o).call(this,e);break;case"focusout":Xe(this,ia,Vo).call(this,e);break;case"keydown":Xe(this,ra,Ko).call(this,e);break}}connectedCallback(){Xe(this,Ui,Jr).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,r){Xe(this,Ui,Jr).call(this),e===Qt.OPEN&&r!==i&&(this.open?Xe(this,jr,Bo).call(this):Xe(this,ea,Wo).call(this))}focus(){oa(this,Yt,Vr());let e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;let r=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');r?.focus()}get keysUsed(){return["Escape","Tab"]}};Pi=new WeakMap;Yt=new WeakMap;Je=new WeakMap;Ui=new WeakSet;Jr=function(){if(!Ze(this,Pi)&&(oa(this,Pi,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let t=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(t)),queueMicrotask(()=>{let{style:e}=O(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};jr=new WeakSet;Bo=function(){var t;(t=Ze(this,Je))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};ea=new WeakSet;Wo=function(){var t;(t=Ze(this,Je))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};ta=new WeakSet;$o=function(t){oa(this,Je,t.relatedTarget),_e(this,t.relatedTarget)||(this.open=!this.open)};ia=new WeakSet;Vo=function(t){var e;_e(this,t.relatedTarget)||((e=Ze(this,Yt))==null||e.focus(),Ze(this,Je)&&Ze(this,Je)!==t.relatedTarget&&this.open&&(this.open=!1))};ra=new WeakSet;Ko=function(t){var e,i,r,a,o;let{key:n,ctrlKey:d,altKey:u,metaKey:w}=t;d||u||w||this.keysUsed.includes(n)&&(t.preventDefault(),t.stopPropagation(),n==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(a=(r=this.nextElementSibling)==null?void 0:r.focus)==null||a.call(r),this.blur()):n==="Escape"&&((o=Ze(this,Yt))==null||o.focus(),this.open=!1))};Ne.shadowRootOptions={mode:"open"};Ne.getTemplateHTML=Mn;Ne.getSlotTemplateHTML=Ln;l.customElements.get("media-chrome-dialog")||l.customElements.define("media-chrome-dialog",Ne);var Rn=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Fe=(t,e,i)=>(Rn(t,e,"read from private field"),i?i.call(t):e.get(t)),Go=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},bt,At,zt={HOTKEYS:"hotkeys"},Dn=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"←"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"→"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"↑"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"↓"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function Fi(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function Cn(t){let e=new Set(t?.split(/\s+/));return Dn.map(({keys:i,description:r})=>({keys:i.filter(({key:a})=>!e.has(Fi(a))),description:r})).filter(({keys:i})=>i.length)}function xn(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${qo(t[zt.HOTKEYS])}
    </slot>
  `}function qo(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${Cn(t).map(({keys:i,description:r})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:o,label:n=o},d)=>d>0?`<span class="key-separator">or</span><span class="key">${n}</span>`:`<span class="key">${n}</span>`).join("")}</div>
          </td>
          <td class="description">${r}</td>
        </tr>
      `).join("")}</table>
  `}var Ni=class extends Ne{constructor(){super(...arguments),Go(this,bt,e=>{var i;if(!this.open)return;let r=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!r)return;let a=e.composedPath(),o=a[0]===this||a.includes(this),n=a.includes(r);o&&!n&&(this.open=!1)}),Go(this,At,e=>{if(!this.open)return;let i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,zt.HOTKEYS]}get hotkeys(){var e;return(e=C(this,zt.HOTKEYS))!=null?e:void 0}set hotkeys(e){D(this,zt.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",Fe(this,bt)),document.addEventListener("keydown",Fe(this,At)))}disconnectedCallback(){this.removeEventListener("click",Fe(this,bt)),document.removeEventListener("keydown",Fe(this,At))}attributeChangedCallback(e,i,r){var a;if(super.attributeChangedCallback(e,i,r),e==="open")this.open?(this.addEventListener("click",Fe(this,bt)),document.addEventListener("keydown",Fe(this,At))):(this.removeEventListener("click",Fe(this,bt)),document.removeEventListener("keydown",Fe(this,At)));else if(e===zt.HOTKEYS&&r!==i){let o=(a=this.shadowRoot)==null?void 0:a.querySelector("#content");o&&(o.innerHTML=qo(r))}}};bt=new WeakMap;At=new WeakMap;Ni.getSlotTemplateHTML=xn;l.customElements.get("media-keyboard-shortcuts-dialog")||l.customElements.define("media-keyboard-shortcuts-dialog",Ni);var Qo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},G=(t,e,i)=>(Qo(t,e,"read from private field"),i?i.call(t):e.get(t)),Xt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Hi=(t,e,i,r)=>(Qo(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Tt,St,Bi,je,Ce,He,Wi=class{constructor(e,i,{defaultValue:r}={defaultValue:void 0}){Xt(this,Ce),Xt(this,Tt,void 0),Xt(this,St,void 0),Xt(this,Bi,void 0),Xt(this,je,new Set),Hi(this,Tt,e),Hi(this,St,i),Hi(this,Bi,new Set(r))}[Symbol.iterator](){return G(this,Ce,He).values()}get length(){return G(this,Ce,He).size}get value(){var e;return(e=[...G(this,Ce,He)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(Hi(this,je,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...G(this,Ce,He)][e]}values(){return G(this,Ce,He).values()}forEach(e,i){G(this,Ce,He).forEach(e,i)}add(...e){var i,r;e.forEach(a=>G(this,je).add(a)),!(this.value===""&&!((i=G(this,Tt))!=null&&i.hasAttribute(`${G(this,St)}`)))&&((r=G(this,Tt))==null||r.setAttribute(`${G(this,St)}`,`${this.value}`))}remove(...e){var i;e.forEach(r=>G(this,je).delete(r)),(i=G(this,Tt))==null||i.setAttribute(`${G(this,St)}`,`${this.value}`)}contains(e){return G(this,Ce,He).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}};Tt=new WeakMap;St=new WeakMap;Bi=new WeakMap;je=new WeakMap;Ce=new WeakSet;He=function(){return G(this,je).size?G(this,je):G(this,Bi)};function Yo(t){return t?.map(On).join(" ")}function On(t){if(t){let{id:e,width:i,height:r}=t;return[e,i,r].filter(a=>a!=null).join(":")}}function zo(t){return t?.map(Un).join(" ")}function Un(t){if(t){let{id:e,kind:i,language:r,label:a}=t;return[e,i,r,a].filter(o=>o!=null).join(":")}}function It(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}var $i=t=>new Promise(e=>setTimeout(e,t));var Pn=(t="")=>t.split(/\s+/),Xo=(t="")=>{let[e,i,r]=t.split(":"),a=r?decodeURIComponent(r):void 0;return{kind:e==="cc"?ee.CAPTIONS:ee.SUBTITLES,language:i,label:a}},sa=(t="",e={})=>Pn(t).map(i=>{let r=Xo(i);return{...e,...r}}),na=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?Xo(e):e):typeof t=="string"?sa(t):[t]:[],Nn=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,Zt=(t=[])=>Array.prototype.map.call(t,Nn).join(" "),Fn=(t,e)=>i=>i[t]===e,Zo=t=>{let e=Object.entries(t).map(([i,r])=>Fn(i,r));return i=>e.every(r=>r(i))},et=(t,e=[],i=[])=>{let r=na(i).map(Zo),a=o=>r.some(n=>n(o));Array.from(e).filter(a).forEach(o=>{o.mode=t})},tt=(t,e=()=>!0)=>{if(!t?.textTracks)return[];let i=typeof e=="function"?e:Zo(e);return Array.from(t.textTracks).filter(i)},Jo=t=>{var e;return!!((e=t.mediaSubtitlesShowing)!=null&&e.length)||t.hasAttribute(s.MEDIA_SUBTITLES_SHOWING)};var es=t=>{var e;let{media:i,fullscreenElement:r}=t;try{let a=r&&"requestFullscreen"in r?"requestFullscreen":r&&"webkitRequestFullScreen"in r?"webkitRequestFullScreen":void 0;if(a){let o=(e=r[a])==null?void 0:e.call(r);if(o instanceof Promise)return o.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(a){console.error(a)}},jo="exitFullscreen"in B?"exitFullscreen":"webkitExitFullscreen"in B?"webkitExitFullscreen":"webkitCancelFullScreen"in B?"webkitCancelFullScreen":void 0,ts=t=>{var e;let{documentElement:i}=t;if(jo){let r=(e=i?.[jo])==null?void 0:e.call(i);if(r instanceof Promise)return r.catch(()=>{})}},Jt="fullscreenElement"in B?"fullscreenElement":"webkitFullscreenElement"in B?"webkitFullscreenElement":void 0,Hn=t=>{let{documentElement:e,media:i}=t,r=e?.[Jt];return!r&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===wo.FULLSCREEN?i:r},is=t=>{var e;let{media:i,documentElement:r,fullscreenElement:a=i}=t;if(!i||!r)return!1;let o=Hn(t);if(!o)return!1;if(o===a||o===i)return!0;if(o.localName.includes("-")){let n=o.shadowRoot;if(!(Jt in n))return _e(o,a);for(;n?.[Jt];){if(n[Jt]===a)return!0;n=(e=n[Jt])==null?void 0:e.shadowRoot}}return!1},Bn="fullscreenEnabled"in B?"fullscreenEnabled":"webkitFullscreenEnabled"in B?"webkitFullscreenEnabled":void 0,rs=t=>{let{documentElement:e,media:i}=t;return!!e?.[Bn]||i&&"webkitSupportsFullscreen"in i};var Vi,la=()=>{var t,e;return Vi||(Vi=(e=(t=B)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),Vi)},as=async(t=la())=>{if(!t)return!1;let e=t.volume;t.volume=e/2+.1;let i=new AbortController,r=await Promise.race([Wn(t,i.signal),$n(t,e)]);return i.abort(),r},Wn=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),$n=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await $i(10)}return t.volume!==e},Vn=/.*Version\/.*Safari\/.*/.test(l.navigator.userAgent),da=(t=la())=>l.matchMedia("(display-mode: standalone)").matches&&Vn?!1:typeof t?.requestPictureInPicture=="function",ua=(t=la())=>rs({documentElement:B,media:t}),os=ua(),ss=da(),ns=!!l.WebKitPlaybackTargetAvailabilityEvent,ls=!!l.chrome;var yt=t=>tt(t.media,e=>[ee.SUBTITLES,ee.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),ca=t=>tt(t.media,e=>e.mode===Oe.SHOWING&&[ee.SUBTITLES,ee.CAPTIONS].includes(e.kind)),Ki=(t,e)=>{let i=yt(t),r=ca(t),a=!!r.length;if(i.length){if(e===!1||a&&e!==!0)et(Oe.DISABLED,i,r);else if(e===!0||!a&&e!==!1){let o=i[0],{options:n}=t;if(!n?.noSubtitlesLangPref){let k=l.localStorage.getItem("media-chrome-pref-subtitles-lang"),I=k?[k,...l.navigator.languages]:l.navigator.languages,v=i.filter(m=>I.some(b=>m.language.toLowerCase().startsWith(b.split("-")[0]))).sort((m,b)=>{let E=I.findIndex(y=>m.language.toLowerCase().startsWith(y.split("-")[0])),L=I.findIndex(y=>b.language.toLowerCase().startsWith(y.split("-")[0]));return E-L});v[0]&&(o=v[0])}let{language:d,label:u,kind:w}=o;et(Oe.DISABLED,i,r),et(Oe.SHOWING,i,[{language:d,label:u,kind:w}])}}},Gi=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?Kn(t,e):Object.entries(t).every(([i,r])=>i in e&&Gi(r,e[i])),Kn=(t,e)=>{let i=Array.isArray(t),r=Array.isArray(e);return i!==r?!1:i||r?t.length!==e.length?!1:t.every((a,o)=>Gi(a,e[o])):!0};var Gn=Object.values(re),qi,qn=as().then(t=>(qi=t,qi)),ds=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof l.HTMLElement))return;let i=e.localName;if(!i.includes("-"))return;let r=l.customElements.get(i);r&&e instanceof r||(await l.customElements.whenDefined(i),l.customElements.upgrade(e))}))},Qn=new l.DOMParser,Yn=t=>t&&(Qn.parseFromString(t,"text/html").body.textContent||t),kt={mediaError:{get(t,e){let{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;let{media:r}=t;if(e?.type!=="playing")return(i=r?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,r;let{media:a}=t;if(e?.type!=="playing")return(r=(i=a?.error)==null?void 0:i.message)!=null?r:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;let{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;let{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;let{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;let{media:r}=e;r&&(t?r.pause():(i=r.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){let{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;let{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;let{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){let{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;let{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){let{media:i,options:{noMutedPref:r}={}}=e;if(i){i.muted=t;try{let a=l.localStorage.getItem("media-chrome-pref-muted")!==null,o=i.hasAttribute("muted");if(r){a&&l.localStorage.removeItem("media-chrome-pref-muted");return}if(o&&!a)return;l.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(a){console.debug("Error setting muted pref",a)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noMutedPref:i}}=e,{media:r}=e;if(!(!r||r.muted||i))try{let a=l.localStorage.getItem("media-chrome-pref-muted")==="true";kt.mediaMuted.set(a,e),t(a)}catch(a){console.debug("Error getting muted pref",a)}}]},mediaLoop:{get(t){let{media:e}=t;return e?.loop},set(t,e){let{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;let{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){let{media:i,options:{noVolumePref:r}={}}=e;if(i){try{t==null?l.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!r&&l.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(a){console.debug("Error setting volume pref",a)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noVolumePref:i}}=e;if(!i)try{let{media:r}=e;if(!r)return;let a=l.localStorage.getItem("media-chrome-pref-volume");if(a==null)return;kt.mediaVolume.set(+a,e),t(+a)}catch(r){console.debug("Error getting volume pref",r)}}]},mediaVolumeLevel:{get(t){let{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;let{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){let{media:i}=e;!i||!It(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){let{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){let{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;let{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;let r=i.seekable.start(0),a=i.seekable.end(i.seekable.length-1);if(!(!r&&!a))return[Number(r.toFixed(3)),Number(a.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;let{media:i}=t,r=(e=i?.buffered)!=null?e:[];return Array.from(r).map((a,o)=>[Number(r.start(o).toFixed(3)),Number(r.end(o).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){let{media:e,options:{defaultStreamType:i}={}}=t,r=[re.LIVE,re.ON_DEMAND].includes(i)?i:void 0;if(!e)return r;let{streamType:a}=e;if(Gn.includes(a))return a===re.UNKNOWN?r:a;let o=e.duration;return o===1/0?re.LIVE:Number.isFinite(o)?re.ON_DEMAND:r},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){let{media:e}=t;if(!e)return Number.NaN;let{targetLiveWindow:i}=e,r=kt.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&r===re.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){let{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(kt.mediaStreamType.get(t)===re.LIVE))return!1;let a=e.seekable;if(!a)return!0;if(!a.length)return!1;let o=a.end(a.length-1)-i;return e.currentTime>=o},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return yt(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return ca(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,r;let{media:a,options:o}=e;if(!a)return;let n=d=>{var u;!o.defaultSubtitles||d&&![ee.CAPTIONS,ee.SUBTITLES].includes((u=d?.track)==null?void 0:u.kind)||Ki(e,!0)};return a.addEventListener("loadstart",n),(i=a.textTracks)==null||i.addEventListener("addtrack",n),(r=a.textTracks)==null||r.addEventListener("removetrack",n),()=>{var d,u;a.removeEventListener("loadstart",n),(d=a.textTracks)==null||d.removeEventListener("addtrack",n),(u=a.textTracks)==null||u.removeEventListener("removetrack",n)}}]},mediaChaptersCues:{get(t){var e;let{media:i}=t;if(!i)return[];let[r]=tt(i,{kind:ee.CHAPTERS});return Array.from((e=r?.cues)!=null?e:[]).map(({text:a,startTime:o,endTime:n})=>({text:Yn(a),startTime:o,endTime:n}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;if(!r)return;let a=r.querySelector('track[kind="chapters"][default][src]'),o=(i=r.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return a?.addEventListener("load",t),o?.addEventListener("load",t),()=>{a?.removeEventListener("load",t),o?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;let{media:r,documentElement:a}=t;if(!r||!a||!a.pictureInPictureElement)return!1;if(a.pictureInPictureElement===r)return!0;if(a.pictureInPictureElement instanceof HTMLMediaElement)return(e=r.localName)!=null&&e.includes("-")?_e(r,a.pictureInPictureElement):!1;if(a.pictureInPictureElement.localName.includes("-")){let o=a.pictureInPictureElement.shadowRoot;for(;o?.pictureInPictureElement;){if(o.pictureInPictureElement===r)return!0;o=(i=o.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){let{media:i}=e;if(i)if(t){if(!B.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let r=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(a=>{if(a.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let o=()=>{i.removeEventListener("loadedmetadata",n),i.preload="none"},n=()=>{i.requestPictureInPicture().catch(r),o()};i.addEventListener("loadedmetadata",n),i.preload="metadata",setTimeout(()=>{i.readyState===0&&r(),o()},1e3)}else throw a}else throw a})}else B.pictureInPictureElement&&B.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;let{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(r=>({...r}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,r;let{media:a}=t;return(r=(i=a?.videoRenditions)==null?void 0:i[(e=a.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:r.id},set(t,e){let{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let r=t,a=Array.prototype.findIndex.call(i.videoRenditions,o=>o.id==r);i.videoRenditions.selectedIndex!=a&&(i.videoRenditions.selectedIndex=a)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;let{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;let{media:r}=t;return(i=[...(e=r?.audioTracks)!=null?e:[]].find(a=>a.enabled))==null?void 0:i.id},set(t,e){let{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let r=t;for(let a of i.audioTracks)a.enabled=r==a.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return is(t)},set(t,e,i){var r,a;t?(es(e),i.detail&&!((r=e.media)!=null&&r.inert)&&((a=e.media)==null||a.focus())):ts(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;let{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,r;let{media:a}=e;if(a&&!(t&&((i=a.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((r=a.remote)==null?void 0:r.state)!=="connected")){if(typeof a.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}a.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){let{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&l.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){let{media:e}=t;if(!os||!ua(e))return te.UNSUPPORTED}},mediaPipUnavailable:{get(t){let{media:e}=t;if(!ss||!da(e))return te.UNSUPPORTED;if(e?.disablePictureInPicture)return te.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){let{media:e}=t;if(qi===!1||e?.volume==null)return te.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{qi==null&&qn.then(e=>t(e?void 0:te.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;let{media:r}=t;if(!ls||!((i=r?.remote)!=null&&i.state))return te.UNSUPPORTED;if(!(e==null||e==="available"))return te.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(o=>{t({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var o;(o=r?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!ns)return te.UNSUPPORTED;if(e?.availability==="not-available")return te.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(o=>{t({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var o;(o=r?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;let{media:i}=t;if(!i?.videoRenditions)return te.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return te.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;let{media:r}=t;if(!r?.audioTracks)return te.UNSUPPORTED;if(((i=(e=r.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return te.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){let{options:{mediaLang:e}={}}=t;return e??"en"}}};var us={[h.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var r,a,o;let{media:n}=e,d=i??void 0,u,w;if(n&&d!=null){let[m]=tt(n,{kind:ee.METADATA,label:"thumbnails"}),b=Array.prototype.find.call((r=m?.cues)!=null?r:[],(E,L,y)=>L===0?E.endTime>d:L===y.length-1?E.startTime<=d:E.startTime<=d&&E.endTime>d);if(b){let E=/'^(?:[a-z]+:)?\/\//i.test(b.text)||(a=n?.querySelector('track[label="thumbnails"]'))==null?void 0:a.src,L=new URL(b.text,E);w=new URLSearchParams(L.hash).get("#xywh").split(",").map(J=>+J),u=L.href}}let k=t.mediaDuration.get(e),v=(o=t.mediaChaptersCues.get(e).find((m,b,E)=>b===E.length-1&&k===m.endTime?m.startTime<=d&&m.endTime>=d:m.startTime<=d&&m.endTime>d))==null?void 0:o.text;return i!=null&&v==null&&(v=""),{mediaPreviewTime:d,mediaPreviewImage:u,mediaPreviewCoords:w,mediaPreviewChapter:v}},[h.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[h.MEDIA_PLAY_REQUEST](t,e){var i,r,a,o;let n="mediaPaused",u=t.mediaStreamType.get(e)===re.LIVE,w=!((i=e.options)!=null&&i.noAutoSeekToLive),k=t.mediaTargetLiveWindow.get(e)>0;if(u&&w&&!k){let I=(r=t.mediaSeekable.get(e))==null?void 0:r[1];if(I){let v=(o=(a=e.options)==null?void 0:a.seekToLiveOffset)!=null?o:0,m=I-v;t.mediaCurrentTime.set(m,e)}}t[n].set(!1,e)},[h.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){let r="mediaPlaybackRate",a=i;t[r].set(a,e)},[h.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[h.MEDIA_UNMUTE_REQUEST](t,e){let i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[h.MEDIA_LOOP_REQUEST](t,e,{detail:i}){let r="mediaLoop",a=!!i;return t[r].set(a,e),{mediaLoop:a}},[h.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){let r="mediaVolume",a=i;a&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[r].set(a,e)},[h.MEDIA_SEEK_REQUEST](t,e,{detail:i}){let r="mediaCurrentTime",a=i;t[r].set(a,e)},[h.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,r,a;let o="mediaCurrentTime",n=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(n)))return;let d=(a=(r=e.options)==null?void 0:r.seekToLiveOffset)!=null?a:0,u=n-d;t[o].set(u,e)},[h.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var r;let{options:a}=e,o=yt(e),n=na(i),d=(r=n[0])==null?void 0:r.language;d&&!a.noSubtitlesLangPref&&l.localStorage.setItem("media-chrome-pref-subtitles-lang",d),et(Oe.SHOWING,o,n)},[h.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){let r=yt(e),a=i??[];et(Oe.DISABLED,r,a)},[h.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){Ki(e,i)},[h.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){let r="mediaRenditionSelected",a=i;t[r].set(a,e)},[h.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){let r="mediaAudioTrackEnabled",a=i;t[r].set(a,e)},[h.MEDIA_ENTER_PIP_REQUEST](t,e){let i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[h.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){let r="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[r].set(!0,e,i)},[h.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[h.MEDIA_ENTER_CAST_REQUEST](t,e){let i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[h.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}};var cs=({media:t,fullscreenElement:e,documentElement:i,stateMediator:r=kt,requestMap:a=us,options:o={},monitorStateOwnersOnlyWithSubscriptions:n=!0})=>{let d=[],u={options:{...o}},w=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),k=E=>{E!=null&&(Gi(E,w)||(w=Object.freeze({...w,...E}),d.forEach(L=>L(w))))},I=()=>{let E=Object.entries(r).reduce((L,[y,{get:J}])=>(L[y]=J(u),L),{});k(E)},v={},m,b=async(E,L)=>{var y,J,Ht,Bt,dt,Le,Re,Wt,Qe,za,Xa,Za,Ja,ja,eo,to;let sn=!!m;if(m={...u,...m??{},...E},sn)return;await ds(...Object.values(E));let ut=d.length>0&&L===0&&n,io=u.media!==m.media,ro=((y=u.media)==null?void 0:y.textTracks)!==((J=m.media)==null?void 0:J.textTracks),ao=((Ht=u.media)==null?void 0:Ht.videoRenditions)!==((Bt=m.media)==null?void 0:Bt.videoRenditions),oo=((dt=u.media)==null?void 0:dt.audioTracks)!==((Le=m.media)==null?void 0:Le.audioTracks),so=((Re=u.media)==null?void 0:Re.remote)!==((Wt=m.media)==null?void 0:Wt.remote),no=u.documentElement!==m.documentElement,lo=!!u.media&&(io||ut),uo=!!((Qe=u.media)!=null&&Qe.textTracks)&&(ro||ut),co=!!((za=u.media)!=null&&za.videoRenditions)&&(ao||ut),ho=!!((Xa=u.media)!=null&&Xa.audioTracks)&&(oo||ut),mo=!!((Za=u.media)!=null&&Za.remote)&&(so||ut),po=!!u.documentElement&&(no||ut),Hr=lo||uo||co||ho||mo||po,ct=d.length===0&&L===1&&n,Eo=!!m.media&&(io||ct),vo=!!((Ja=m.media)!=null&&Ja.textTracks)&&(ro||ct),fo=!!((ja=m.media)!=null&&ja.videoRenditions)&&(ao||ct),_o=!!((eo=m.media)!=null&&eo.audioTracks)&&(oo||ct),go=!!((to=m.media)!=null&&to.remote)&&(so||ct),bo=!!m.documentElement&&(no||ct),Ao=Eo||vo||fo||_o||go||bo;if(!(Hr||Ao)){Object.entries(m).forEach(([x,$t])=>{u[x]=$t}),I(),m=void 0;return}Object.entries(r).forEach(([x,{get:$t,mediaEvents:nn=[],textTracksEvents:ln=[],videoRenditionsEvents:dn=[],audioTracksEvents:un=[],remoteEvents:cn=[],rootEvents:hn=[],stateOwnersUpdateHandlers:mn=[]}])=>{v[x]||(v[x]={});let ie=P=>{let H=$t(u,P);k({[x]:H})},K;K=v[x].mediaEvents,nn.forEach(P=>{K&&lo&&(u.media.removeEventListener(P,K),v[x].mediaEvents=void 0),Eo&&(m.media.addEventListener(P,ie),v[x].mediaEvents=ie)}),K=v[x].textTracksEvents,ln.forEach(P=>{var H,ue;K&&uo&&((H=u.media.textTracks)==null||H.removeEventListener(P,K),v[x].textTracksEvents=void 0),vo&&((ue=m.media.textTracks)==null||ue.addEventListener(P,ie),v[x].textTracksEvents=ie)}),K=v[x].videoRenditionsEvents,dn.forEach(P=>{var H,ue;K&&co&&((H=u.media.videoRenditions)==null||H.removeEventListener(P,K),v[x].videoRenditionsEvents=void 0),fo&&((ue=m.media.videoRenditions)==null||ue.addEventListener(P,ie),v[x].videoRenditionsEvents=ie)}),K=v[x].audioTracksEvents,un.forEach(P=>{var H,ue;K&&ho&&((H=u.media.audioTracks)==null||H.removeEventListener(P,K),v[x].audioTracksEvents=void 0),_o&&((ue=m.media.audioTracks)==null||ue.addEventListener(P,ie),v[x].audioTracksEvents=ie)}),K=v[x].remoteEvents,cn.forEach(P=>{var H,ue;K&&mo&&((H=u.media.remote)==null||H.removeEventListener(P,K),v[x].remoteEvents=void 0),go&&((ue=m.media.remote)==null||ue.addEventListener(P,ie),v[x].remoteEvents=ie)}),K=v[x].rootEvents,hn.forEach(P=>{K&&po&&(u.documentElement.removeEventListener(P,K),v[x].rootEvents=void 0),bo&&(m.documentElement.addEventListener(P,ie),v[x].rootEvents=ie)});let Ai=v[x].stateOwnersUpdateHandlers;if(Ai&&Hr&&(Array.isArray(Ai)?Ai:[Ai]).forEach(H=>{typeof H=="function"&&H()}),Ao){let P=mn.map(H=>H(ie,m)).filter(H=>typeof H=="function");v[x].stateOwnersUpdateHandlers=P.length===1?P[0]:P}else Hr&&(v[x].stateOwnersUpdateHandlers=void 0)}),Object.entries(m).forEach(([x,$t])=>{u[x]=$t}),I(),m=void 0};return b({media:t,fullscreenElement:e,documentElement:i,options:o}),{dispatch(E){let{type:L,detail:y}=E;if(a[L]&&w.mediaErrorCode==null){k(a[L](r,u,E));return}L==="mediaelementchangerequest"?b({media:y}):L==="fullscreenelementchangerequest"?b({fullscreenElement:y}):L==="documentelementchangerequest"?b({documentElement:y}):L==="optionschangerequest"&&(Object.entries(y??{}).forEach(([J,Ht])=>{u.options[J]=Ht}),I())},getState(){return w},subscribe(E){return b({},d.length+1),d.push(E),E(w),()=>{let L=d.indexOf(E);L>=0&&(b({},d.length-1),d.splice(L,1))}}}};var fa=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},p=(t,e,i)=>(fa(t,e,"read from private field"),i?i.call(t):e.get(t)),ae=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},pe=(t,e,i,r)=>(fa(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Be=(t,e,i)=>(fa(t,e,"access private method"),i),xe,jt,R,oe,ei,ge,Qi,ti,Yi,ha,rt,zi,ma,ii,Xi,pa,_s,gs=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],hs=10,ms=.025,ps=.25,zn=.25,Xn=2,c={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},Ea=class extends ze{constructor(){super(),ae(this,Yi),ae(this,zi),ae(this,ii),ae(this,pa),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ae(this,xe,new Wi(this,c.HOTKEYS)),ae(this,jt,void 0),ae(this,R,void 0),ae(this,oe,null),ae(this,ei,void 0),ae(this,ge,void 0),ae(this,Qi,i=>{var r;(r=p(this,R))==null||r.dispatch(i)}),ae(this,ti,void 0),ae(this,rt,i=>{let{key:r,shiftKey:a}=i;if(!(a&&(r==="/"||r==="?")||gs.includes(r))){this.removeEventListener("keyup",p(this,rt));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};pe(this,ei,i=>{Object.entries(i).forEach(([r,a])=>{if(r in e&&e[r]===a)return;this.propagateMediaState(r,a);let o=r.toLowerCase(),n=new l.CustomEvent(ko[o],{composed:!0,detail:a});this.dispatchEvent(n)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(c.NO_HOTKEYS,c.HOTKEYS,c.DEFAULT_STREAM_TYPE,c.DEFAULT_SUBTITLES,c.DEFAULT_DURATION,c.NO_MUTED_PREF,c.NO_VOLUME_PREF,c.LANG,c.LOOP,c.LIVE_EDGE_OFFSET,c.SEEK_TO_LIVE_OFFSET,c.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return p(this,R)}set mediaStore(e){var i,r;if(p(this,R)&&((i=p(this,ge))==null||i.call(this),pe(this,ge,void 0)),pe(this,R,e),!p(this,R)&&!this.hasAttribute(c.NO_DEFAULT_STORE)){Be(this,Yi,ha).call(this);return}pe(this,ge,(r=p(this,R))==null?void 0:r.subscribe(p(this,ei)))}get fullscreenElement(){var e;return(e=p(this,jt))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(c.FULLSCREEN_ELEMENT)&&this.removeAttribute(c.FULLSCREEN_ELEMENT),pe(this,jt,e),(i=p(this,R))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return T(this,c.DEFAULT_SUBTITLES)}set defaultSubtitles(e){S(this,c.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return C(this,c.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){D(this,c.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return X(this,c.DEFAULT_DURATION)}set defaultDuration(e){Z(this,c.DEFAULT_DURATION,e)}get noHotkeys(){return T(this,c.NO_HOTKEYS)}set noHotkeys(e){S(this,c.NO_HOTKEYS,e)}get keysUsed(){return C(this,c.KEYS_USED)}set keysUsed(e){D(this,c.KEYS_USED,e)}get liveEdgeOffset(){return X(this,c.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){Z(this,c.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return T(this,c.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){S(this,c.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return T(this,c.NO_VOLUME_PREF)}set noVolumePref(e){S(this,c.NO_VOLUME_PREF,e)}get noMutedPref(){return T(this,c.NO_MUTED_PREF)}set noMutedPref(e){S(this,c.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return T(this,c.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){S(this,c.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return T(this,c.NO_DEFAULT_STORE)}set noDefaultStore(e){S(this,c.NO_DEFAULT_STORE,e)}get resolvedLang(){return Po()}attributeChangedCallback(e,i,r){var a,o,n,d,u,w,k,I,v,m,b,E;if(super.attributeChangedCallback(e,i,r),e===c.NO_HOTKEYS)r!==i&&r===""?(this.hasAttribute(c.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):r!==i&&r===null&&this.enableHotkeys(),Be(this,ii,Xi).call(this);else if(e===c.HOTKEYS)p(this,xe).value=r,Be(this,ii,Xi).call(this);else if(e===c.DEFAULT_SUBTITLES&&r!==i)(a=p(this,R))==null||a.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(c.DEFAULT_SUBTITLES)}});else if(e===c.DEFAULT_STREAM_TYPE)(n=p(this,R))==null||n.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(o=this.getAttribute(c.DEFAULT_STREAM_TYPE))!=null?o:void 0}});else if(e===c.LIVE_EDGE_OFFSET&&r!==i)(d=p(this,R))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0}});else if(e===c.SEEK_TO_LIVE_OFFSET&&r!==i)(u=p(this,R))==null||u.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0}});else if(e===c.NO_AUTO_SEEK_TO_LIVE)(w=p(this,R))==null||w.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(c.NO_AUTO_SEEK_TO_LIVE)}});else if(e===c.FULLSCREEN_ELEMENT){let L=r?(k=this.getRootNode())==null?void 0:k.getElementById(r):void 0;pe(this,jt,L),(I=p(this,R))==null||I.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===c.LANG&&r!==i?(qr(r),(v=p(this,R))==null||v.dispatch({type:"optionschangerequest",detail:{mediaLang:r}})):e===c.LOOP&&r!==i?(m=p(this,R))==null||m.dispatch({type:h.MEDIA_LOOP_REQUEST,detail:r!=null}):e===c.NO_VOLUME_PREF&&r!==i?(b=p(this,R))==null||b.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(c.NO_VOLUME_PREF)}}):e===c.NO_MUTED_PREF&&r!==i&&((E=p(this,R))==null||E.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(c.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,r;this.associateElement(this),!p(this,R)&&!this.hasAttribute(c.NO_DEFAULT_STORE)&&Be(this,Yi,ha).call(this),(e=p(this,R))==null||e.dispatch({type:"documentelementchangerequest",detail:B}),(i=p(this,R))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),p(this,R)&&!p(this,ge)&&pe(this,ge,(r=p(this,R))==null?void 0:r.subscribe(p(this,ei))),p(this,ti)!==void 0&&p(this,R)&&this.media&&setTimeout(()=>{var a,o,n;(o=(a=this.media)==null?void 0:a.textTracks)!=null&&o.length&&((n=p(this,R))==null||n.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:p(this,ti)}))},0),this.hasAttribute(c.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,r,a,o,n;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),p(this,R)){let d=p(this,R).getState();pe(this,ti,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(r=p(this,R))==null||r.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(a=p(this,R))==null||a.dispatch({type:"documentelementchangerequest",detail:void 0}),(o=p(this,R))==null||o.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}p(this,ge)&&((n=p(this,ge))==null||n.call(this),pe(this,ge,void 0)),this.unassociateElement(this),p(this,oe)&&(p(this,oe).remove(),pe(this,oe,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=p(this,R))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=p(this,R))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){fs(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(i.has(e))return;let r=this.registerMediaStateReceiver.bind(this),a=this.unregisterMediaStateReceiver.bind(this),o=il(e,r,a);Object.values(h).forEach(n=>{e.addEventListener(n,p(this,Qi))}),i.set(e,o)}unassociateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(h).forEach(a=>{e.removeEventListener(a,p(this,Qi))})}registerMediaStateReceiver(e){if(!e)return;let i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),p(this,R)&&Object.entries(p(this,R).getState()).forEach(([a,o])=>{fs([e],a,o)}))}unregisterMediaStateReceiver(e){let i=this.mediaStateReceivers,r=i.indexOf(e);r<0||i.splice(r,1)}enableHotkeys(){this.addEventListener("keydown",Be(this,zi,ma))}disableHotkeys(){this.removeEventListener("keydown",Be(this,zi,ma)),this.removeEventListener("keyup",p(this,rt))}get hotkeys(){return p(this,xe)}set hotkeys(e){D(this,c.HOTKEYS,e)}keyboardShortcutHandler(e){var i,r,a,o,n,d,u,w,k;let I=e.target;if(((a=(r=(i=I.getAttribute(c.KEYS_USED))==null?void 0:i.split(" "))!=null?r:I?.keysUsed)!=null?a:[]).map(y=>y==="Space"?" ":y).filter(Boolean).includes(e.key))return;let m,b,E;if(!(p(this,xe).contains(Fi(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&p(this,xe).contains("noshift+/")))switch(e.key){case" ":case"k":m=p(this,R).getState().mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"m":m=this.mediaStore.getState().mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"f":m=this.mediaStore.getState().mediaIsFullscreen?h.MEDIA_EXIT_FULLSCREEN_REQUEST:h.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let y=this.hasAttribute(c.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(c.KEYBOARD_BACKWARD_SEEK_OFFSET):hs;b=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)-y,0),E=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case"ArrowRight":case"l":{let y=this.hasAttribute(c.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(c.KEYBOARD_FORWARD_SEEK_OFFSET):hs;b=Math.max(((n=this.mediaStore.getState().mediaCurrentTime)!=null?n:0)+y,0),E=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case"ArrowUp":{let y=this.hasAttribute(c.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(c.KEYBOARD_UP_VOLUME_STEP):ms;b=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+y,1),E=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case"ArrowDown":{let y=this.hasAttribute(c.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(c.KEYBOARD_DOWN_VOLUME_STEP):ms;b=Math.max(((u=this.mediaStore.getState().mediaVolume)!=null?u:1)-y,0),E=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case"<":{let y=(w=this.mediaStore.getState().mediaPlaybackRate)!=null?w:1;b=Math.max(y-ps,zn).toFixed(2),E=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case">":{let y=(k=this.mediaStore.getState().mediaPlaybackRate)!=null?k:1;b=Math.min(y+ps,Xn).toFixed(2),E=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:b}),this.dispatchEvent(E);break}case"/":case"?":{e.shiftKey&&Be(this,pa,_s).call(this);break}case"p":{m=this.mediaStore.getState().mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST,E=new l.CustomEvent(m,{composed:!0,bubbles:!0}),this.dispatchEvent(E);break}default:break}}};xe=new WeakMap;jt=new WeakMap;R=new WeakMap;oe=new WeakMap;ei=new WeakMap;ge=new WeakMap;Qi=new WeakMap;ti=new WeakMap;Yi=new WeakSet;ha=function(){var t;this.mediaStore=cs({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(c.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(c.DEFAULT_DURATION)?+this.getAttribute(c.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(c.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(c.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(c.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(c.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(c.NO_SUBTITLES_LANG_PREF)}})};rt=new WeakMap;zi=new WeakSet;ma=function(t){var e;let{metaKey:i,altKey:r,key:a,shiftKey:o}=t,n=o&&(a==="/"||a==="?");if(n&&((e=p(this,oe))!=null&&e.open)){this.removeEventListener("keyup",p(this,rt));return}if(i||r||!n&&!gs.includes(a)){this.removeEventListener("keyup",p(this,rt));return}let d=t.target,u=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(a)&&!p(this,xe).contains(Fi(a))&&!u&&t.preventDefault(),this.addEventListener("keyup",p(this,rt),{once:!0})};ii=new WeakSet;Xi=function(){p(this,oe)&&(p(this,oe).hotkeys=p(this,xe).value||void 0,(this.noHotkeys||p(this,xe).contains("noshift+/"))&&(p(this,oe).open=!1))};pa=new WeakSet;_s=function(){p(this,oe)||(pe(this,oe,B.createElement("media-keyboard-shortcuts-dialog")),Be(this,ii,Xi).call(this),this.appendChild(p(this,oe))),p(this,oe).open=!0};var Zn=Object.values(s),Jn=Object.values(Wr),bs=t=>{var e,i,r,a;let{observedAttributes:o}=t.constructor;!o&&((e=t.nodeName)!=null&&e.includes("-"))&&(l.customElements.upgrade(t),{observedAttributes:o}=t.constructor);let n=(a=(r=(i=t?.getAttribute)==null?void 0:i.call(t,M.MEDIA_CHROME_ATTRIBUTES))==null?void 0:r.split)==null?void 0:a.call(r,/\s+/);return Array.isArray(o||n)?(o||n).filter(d=>Zn.includes(d)):[]},jn=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&l.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof l.customElements.get(t.nodeName.toLowerCase()))&&l.customElements.upgrade(t),Jn.some(r=>r in t)},va=t=>jn(t)||!!bs(t).length,Es=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},vs={[s.MEDIA_SUBTITLES_LIST]:Zt,[s.MEDIA_SUBTITLES_SHOWING]:Zt,[s.MEDIA_SEEKABLE]:Es,[s.MEDIA_BUFFERED]:t=>t?.map(Es).join(" "),[s.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[s.MEDIA_RENDITION_LIST]:Yo,[s.MEDIA_AUDIO_TRACK_LIST]:zo},el=async(t,e,i)=>{var r,a;if(t.isConnected||await $i(0),typeof i=="boolean"||i==null)return S(t,e,i);if(typeof i=="number")return Z(t,e,i);if(typeof i=="string")return D(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);let o=(a=(r=vs[e])==null?void 0:r.call(vs,i))!=null?a:i;return t.setAttribute(e,o)},tl=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},it=(t,e)=>{if(tl(t))return;let i=(a,o)=>{var n,d;va(a)&&o(a);let{children:u=[]}=a??{},w=(d=(n=a?.shadowRoot)==null?void 0:n.children)!=null?d:[];[...u,...w].forEach(I=>it(I,o))},r=t?.nodeName.toLowerCase();if(r.includes("-")&&!va(t)){l.customElements.whenDefined(r).then(()=>{i(t,e)});return}i(t,e)},fs=(t,e,i)=>{t.forEach(r=>{if(e in r){r[e]=i;return}let a=bs(r),o=e.toLowerCase();a.includes(o)&&el(r,o,i)})},il=(t,e,i)=>{it(t,e);let r=k=>{var I;let v=(I=k?.composedPath()[0])!=null?I:k.target;e(v)},a=k=>{var I;let v=(I=k?.composedPath()[0])!=null?I:k.target;i(v)};t.addEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,r),t.addEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,a);let o=k=>{k.forEach(I=>{let{addedNodes:v=[],removedNodes:m=[],type:b,target:E,attributeName:L}=I;b==="childList"?(Array.prototype.forEach.call(v,y=>it(y,e)),Array.prototype.forEach.call(m,y=>it(y,i))):b==="attributes"&&L===M.MEDIA_CHROME_ATTRIBUTES&&(va(E)?e(E):i(E))})},n=[],d=k=>{let I=k.target;I.name!=="media"&&(n.forEach(v=>it(v,i)),n=[...I.assignedElements({flatten:!0})],n.forEach(v=>it(v,e)))};t.addEventListener("slotchange",d);let u=new MutationObserver(o);return u.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{it(t,i),t.removeEventListener("slotchange",d),u.disconnect(),t.removeEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,r),t.removeEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,a)}};l.customElements.get("media-controller")||l.customElements.define("media-controller",Ea);var As=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Zi=(t,e,i)=>(As(t,e,"read from private field"),i?i.call(t):e.get(t)),rl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ji=(t,e,i,r)=>(As(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),be;function al(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var ri=class extends l.HTMLElement{constructor(){if(super(),rl(this,be,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===M.MEDIA_CONTROLLER&&(i&&((o=(a=Zi(this,be))==null?void 0:a.unassociateElement)==null||o.call(a,this),Ji(this,be,null)),r&&this.isConnected&&(Ji(this,be,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=Zi(this,be))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(Ji(this,be,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=Zi(this,be))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Zi(this,be))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ji(this,be,null)}};be=new WeakMap;ri.shadowRootOptions={mode:"open"};ri.getTemplateHTML=al;l.customElements.get("media-control-bar")||l.customElements.define("media-control-bar",ri);var wt={PLACEMENT:"placement",BOUNDS:"bounds"};function ol(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var Mt=class extends l.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!Mi(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let r=getComputedStyle(this),a=(e=Ue(this,"#"+this.bounds))!=null?e:Ro(this);if(!a)return;let{x:o,width:n}=a.getBoundingClientRect(),{x:d,width:u}=this.getBoundingClientRect(),w=d+u,k=o+n,I=r.getPropertyValue("--media-tooltip-offset-x"),v=I?parseFloat(I.replace("px","")):0,m=r.getPropertyValue("--media-tooltip-container-margin"),b=m?parseFloat(m.replace("px","")):0,E=d-o+v-b,L=w-k+v+b;if(E<0){this.style.setProperty("--media-tooltip-offset-x",`${E}px`);return}if(L>0){this.style.setProperty("--media-tooltip-offset-x",`${L}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[wt.PLACEMENT,wt.BOUNDS]}get placement(){return C(this,wt.PLACEMENT)}set placement(e){D(this,wt.PLACEMENT,e)}get bounds(){return C(this,wt.BOUNDS)}set bounds(e){D(this,wt.BOUNDS,e)}};Mt.shadowRootOptions={mode:"open"};Mt.getTemplateHTML=ol;l.customElements.get("media-tooltip")||l.customElements.define("media-tooltip",Mt);var _a=Mt;var Aa=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},$=(t,e,i)=>(Aa(t,e,"read from private field"),i?i.call(t):e.get(t)),at=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ji=(t,e,i,r)=>(Aa(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ts=(t,e,i)=>(Aa(t,e,"access private method"),i),Ae,Rt,ga,Ss,$e,Lt,er,ba,Is,We={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function sl(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${_a.shadowRootOptions.mode}">
          ${_a.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function nl(t,e){return`
    <slot></slot>
  `}function ll(){return""}var Y=class extends l.HTMLElement{constructor(){if(super(),at(this,ga),at(this,ba),at(this,Ae,void 0),this.preventClick=!1,this.tooltipEl=null,at(this,Rt,e=>{this.preventClick||this.handleClick(e),setTimeout($(this,$e),0)}),at(this,$e,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),at(this,Lt,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",$(this,Lt));return}this.preventClick||this.handleClick(e)}),at(this,er,e=>{let{metaKey:i,altKey:r,key:a}=e;if(i||r||!this.keysUsed.includes(a)){this.removeEventListener("keyup",$(this,Lt));return}this.addEventListener("keyup",$(this,Lt),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes),i=this.constructor.getTemplateHTML(e);_(this.shadowRoot,i)}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",We.TOOLTIP_PLACEMENT,M.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",$(this,Rt)),this.addEventListener("keydown",$(this,er)),this.tabIndex=0}disable(){this.removeEventListener("click",$(this,Rt)),this.removeEventListener("keydown",$(this,er)),this.removeEventListener("keyup",$(this,Lt)),this.tabIndex=-1}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===M.MEDIA_CONTROLLER?(i&&((o=(a=$(this,Ae))==null?void 0:a.unassociateElement)==null||o.call(a,this),ji(this,Ae,null)),r&&this.isConnected&&(ji(this,Ae,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=$(this,Ae))==null?void 0:d.associateElement)==null||u.call(d,this))):e==="disabled"&&r!==i?r==null?this.enable():this.disable():e===We.TOOLTIP_PLACEMENT&&this.tooltipEl&&r!==i?this.tooltipEl.placement=r:e===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),Ts(this,ga,Ss).call(this)&&$(this,$e).call(this)}connectedCallback(){var e,i,r;let{style:a}=O(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(ji(this,Ae,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=$(this,Ae))==null?void 0:i.associateElement)==null||r.call(i,this)),l.customElements.whenDefined("media-tooltip").then(()=>Ts(this,ba,Is).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=$(this,Ae))==null?void 0:e.unassociateElement)==null||i.call(e,this),ji(this,Ae,null),this.removeEventListener("mouseenter",$(this,$e)),this.removeEventListener("focus",$(this,$e)),this.removeEventListener("click",$(this,Rt))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return C(this,We.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){D(this,We.TOOLTIP_PLACEMENT,e)}get mediaController(){return C(this,M.MEDIA_CONTROLLER)}set mediaController(e){D(this,M.MEDIA_CONTROLLER,e)}get disabled(){return T(this,We.DISABLED)}set disabled(e){S(this,We.DISABLED,e)}get noTooltip(){return T(this,We.NO_TOOLTIP)}set noTooltip(e){S(this,We.NO_TOOLTIP,e)}handleClick(e){}};Ae=new WeakMap;Rt=new WeakMap;ga=new WeakSet;Ss=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};$e=new WeakMap;Lt=new WeakMap;er=new WeakMap;ba=new WeakSet;Is=function(){this.addEventListener("mouseenter",$(this,$e)),this.addEventListener("focus",$(this,$e)),this.addEventListener("click",$(this,Rt));let t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};Y.shadowRootOptions={mode:"open"};Y.getTemplateHTML=sl;Y.getSlotTemplateHTML=nl;Y.getTooltipContentHTML=ll;l.customElements.get("media-chrome-button")||l.customElements.define("media-chrome-button",Y);var dl=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,ul=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function cl(t){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${dl}</slot>
      <slot name="pause">${ul}</slot>
    </slot>
  `}function hl(){return`
    <slot name="tooltip-play">${g("Play")}</slot>
    <slot name="tooltip-pause">${g("Pause")}</slot>
  `}var ys=t=>{let e=t.mediaPaused?g("play"):g("pause");t.setAttribute("aria-label",e)},ai=class extends Y{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),ys(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PAUSED||e===s.MEDIA_LANG)&&ys(this)}get mediaPaused(){return T(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}handleClick(){let e=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};ai.getSlotTemplateHTML=cl;ai.getTooltipContentHTML=hl;l.customElements.get("media-play-button")||l.customElements.define("media-play-button",ai);var ml=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,ks=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,pl=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function El(t){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${ml}</slot>
      <slot name="low">${ks}</slot>
      <slot name="medium">${ks}</slot>
      <slot name="high">${pl}</slot>
    </slot>
  `}function vl(){return`
    <slot name="tooltip-mute">${g("Mute")}</slot>
    <slot name="tooltip-unmute">${g("Unmute")}</slot>
  `}var ws=t=>{let i=t.mediaVolumeLevel==="off"?g("unmute"):g("mute");t.setAttribute("aria-label",i)},oi=class extends Y{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),ws(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_VOLUME_LEVEL&&ws(this)}get mediaVolumeLevel(){return C(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){D(this,s.MEDIA_VOLUME_LEVEL,e)}handleClick(){let e=this.mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};oi.getSlotTemplateHTML=El;oi.getTooltipContentHTML=vl;l.customElements.get("media-mute-button")||l.customElements.define("media-mute-button",oi);var Ma=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},N=(t,e,i)=>(Ma(t,e,"read from private field"),i?i.call(t):e.get(t)),z=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ve=(t,e,i,r)=>(Ma(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ee=(t,e,i)=>(Ma(t,e,"access private method"),i),Te,ur,tr,ir,ve,lr,rr,ar,or,La,Ms,sr,Ta,nr,Sa,dr,Ra,Ia,Ls,ya,Rs,ka,Ds,wa,Cs;function fl(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function _l(t){return""}var Se=class extends l.HTMLElement{constructor(){if(super(),z(this,La),z(this,sr),z(this,nr),z(this,dr),z(this,Ia),z(this,ya),z(this,ka),z(this,wa),z(this,Te,void 0),z(this,ur,void 0),z(this,tr,void 0),z(this,ir,void 0),z(this,ve,{}),z(this,lr,[]),z(this,rr,()=>{if(this.range.matches(":focus-visible")){let{style:e}=O(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),z(this,ar,()=>{let{style:e}=O(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),z(this,or,()=>{let e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes),i=this.constructor.getTemplateHTML(e);_(this.shadowRoot,i)}this.container=this.shadowRoot.querySelector("#container"),Ve(this,tr,this.shadowRoot.querySelector("#startpoint")),Ve(this,ir,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===M.MEDIA_CONTROLLER?(i&&((o=(a=N(this,Te))==null?void 0:a.unassociateElement)==null||o.call(a,this),Ve(this,Te,null)),r&&this.isConnected&&(Ve(this,Te,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=N(this,Te))==null?void 0:d.associateElement)==null||u.call(d,this))):(e==="disabled"||e==="aria-disabled"&&i!==r)&&(r==null?(this.range.removeAttribute(e),Ee(this,sr,Ta).call(this)):(this.range.setAttribute(e,r),Ee(this,nr,Sa).call(this)))}connectedCallback(){var e,i,r;let{style:a}=O(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),N(this,ve).pointer=O(this.shadowRoot,"#pointer"),N(this,ve).progress=O(this.shadowRoot,"#progress"),N(this,ve).thumb=O(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),N(this,ve).activeSegment=O(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(Ve(this,Te,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=N(this,Te))==null?void 0:i.associateElement)==null||r.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",N(this,rr)),this.shadowRoot.addEventListener("focusout",N(this,ar)),Ee(this,sr,Ta).call(this),ki(this.container,N(this,or))}disconnectedCallback(){var e,i;Ee(this,nr,Sa).call(this),(i=(e=N(this,Te))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ve(this,Te,null),this.shadowRoot.removeEventListener("focusin",N(this,rr)),this.shadowRoot.removeEventListener("focusout",N(this,ar)),wi(this.container,N(this,or))}updatePointerBar(e){var i;(i=N(this,ve).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;let r=this.range.valueAsNumber*100;(e=N(this,ve).progress)==null||e.style.setProperty("width",`${r}%`),(i=N(this,ve).thumb)==null||i.style.setProperty("left",`${r}%`)}updateSegments(e){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;let r=[...new Set([+this.range.min,...e.flatMap(o=>[o.start,o.end]),+this.range.max])];Ve(this,lr,[...r]);let a=r.pop();for(let[o,n]of r.entries()){let[d,u]=[o===0,o===r.length-1],w=d?"calc(var(--segments-gap) / -1)":`${n*100}%`,I=`calc(${((u?a:r[o+1])-n)*100}%${d||u?"":" - var(--segments-gap)"})`,v=B.createElementNS("http://www.w3.org/2000/svg","rect"),m=Kr(this.shadowRoot,`#segments-clipping rect:nth-child(${o+1})`);m.style.setProperty("x",w),m.style.setProperty("width",I),i.append(v)}}getPointerRatio(e){return Do(e.clientX,e.clientY,N(this,tr).getBoundingClientRect(),N(this,ir).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":Ee(this,wa,Cs).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":Ee(this,Ia,Ls).call(this,e);break;case"pointerdown":Ee(this,dr,Ra).call(this,e);break;case"pointerup":Ee(this,ya,Rs).call(this);break;case"pointerleave":Ee(this,ka,Ds).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};Te=new WeakMap;ur=new WeakMap;tr=new WeakMap;ir=new WeakMap;ve=new WeakMap;lr=new WeakMap;rr=new WeakMap;ar=new WeakMap;or=new WeakMap;La=new WeakSet;Ms=function(t){let e=N(this,ve).activeSegment;if(!e)return;let i=this.getPointerRatio(t),a=`#segments-clipping rect:nth-child(${N(this,lr).findIndex((o,n,d)=>{let u=d[n+1];return u!=null&&i>=o&&i<=u})+1})`;(e.selectorText!=a||!e.style.transform)&&(e.selectorText=a,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};sr=new WeakSet;Ta=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};nr=new WeakSet;Sa=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointerup",this),(e=l.window)==null||e.removeEventListener("pointermove",this)};dr=new WeakSet;Ra=function(t){var e;Ve(this,ur,t.composedPath().includes(this.range)),(e=l.window)==null||e.addEventListener("pointerup",this,{once:!0})};Ia=new WeakSet;Ls=function(t){var e;t.pointerType!=="mouse"&&Ee(this,dr,Ra).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=l.window)==null||e.addEventListener("pointermove",this)};ya=new WeakSet;Rs=function(){var t;(t=l.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};ka=new WeakSet;Ds=function(){var t,e;this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=N(this,ve).activeSegment)==null||e.style.removeProperty("transform")};wa=new WeakSet;Cs=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),Ee(this,La,Ms).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!N(this,ur))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};Se.shadowRootOptions={mode:"open"};Se.getTemplateHTML=fl;Se.getContainerTemplateHTML=_l;l.customElements.get("media-chrome-range")||l.customElements.define("media-chrome-range",Se);var gl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},xs=(t,e,i)=>(gl(t,e,"read from private field"),i?i.call(t):e.get(t)),bl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},cr,Al=1,Tl=t=>t.mediaMuted?0:t.mediaVolume,Sl=t=>`${Math.round(t*100)}%`,Da=class extends Se{constructor(){super(...arguments),bl(this,cr,()=>{let e=this.range.value,i=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",g("volume")),this.range.addEventListener("input",xs(this,cr))}disconnectedCallback(){this.range.removeEventListener("input",xs(this,cr)),super.disconnectedCallback()}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_VOLUME||e===s.MEDIA_MUTED)&&(this.range.valueAsNumber=Tl(this),this.range.setAttribute("aria-valuetext",Sl(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return X(this,s.MEDIA_VOLUME,Al)}set mediaVolume(e){Z(this,s.MEDIA_VOLUME,e)}get mediaMuted(){return T(this,s.MEDIA_MUTED)}set mediaMuted(e){S(this,s.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return C(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){D(this,s.MEDIA_VOLUME_UNAVAILABLE,e)}};cr=new WeakMap;l.customElements.get("media-volume-range")||l.customElements.define("media-volume-range",Da);var Os=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},hr=(t,e,i)=>(Os(t,e,"read from private field"),i?i.call(t):e.get(t)),Il=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},mr=(t,e,i,r)=>(Os(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ie;function yl(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var Dt=class extends l.HTMLElement{constructor(){if(super(),Il(this,Ie,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,r;let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(mr(this,Ie,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=hr(this,Ie))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=hr(this,Ie))==null?void 0:e.unassociateElement)==null||i.call(e,this),mr(this,Ie,null)}attributeChangedCallback(e,i,r){var a,o,n,d,u;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===M.MEDIA_CONTROLLER&&(i&&((o=(a=hr(this,Ie))==null?void 0:a.unassociateElement)==null||o.call(a,this),mr(this,Ie,null)),r&&this.isConnected&&(mr(this,Ie,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=hr(this,Ie))==null?void 0:d.associateElement)==null||u.call(d,this)))}get mediaPreviewImage(){return C(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){D(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){let e=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){let e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;let[r,a,o,n]=e,d=i.split("#")[0],u=getComputedStyle(this),{maxWidth:w,maxHeight:k,minWidth:I,minHeight:v}=u,m=u.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",b,E;if(m==="fill"){let Le=parseInt(w)/o,Re=parseInt(k)/n,Wt=parseInt(I)/o,Qe=parseInt(v)/n;b=Le<1?Le:Math.max(Le,Wt),E=Re<1?Re:Math.max(Re,Qe)}else{let Le=Math.min(parseInt(w)/o,parseInt(k)/n),Re=Math.max(parseInt(I)/o,parseInt(v)/n),Qe=Le<1?Le:Re>1?Re:1;b=Qe,E=Qe}let{style:L}=O(this.shadowRoot,":host"),y=O(this.shadowRoot,"img").style,J=this.shadowRoot.querySelector("img"),Bt=Math.min(b,E)<1?"min":"max";L.setProperty(`${Bt}-width`,"initial","important"),L.setProperty(`${Bt}-height`,"initial","important"),L.width=`${o*b}px`,L.height=`${n*E}px`;let dt=()=>{y.width=`${this.imgWidth*b}px`,y.height=`${this.imgHeight*E}px`,y.display="block"};J.src!==d&&(J.onload=()=>{this.imgWidth=J.naturalWidth,this.imgHeight=J.naturalHeight,dt(),J.onload=null},J.src=d,dt()),dt(),y.transform=`translate(-${r*b}px, -${a*E}px)`}};Ie=new WeakMap;Dt.shadowRootOptions={mode:"open"};Dt.getTemplateHTML=yl;l.customElements.get("media-preview-thumbnail")||l.customElements.define("media-preview-thumbnail",Dt);var Ca=Dt;var Us=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},pr=(t,e,i)=>(Us(t,e,"read from private field"),i?i.call(t):e.get(t)),kl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Er=(t,e,i,r)=>(Us(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ye;function wl(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function Ml(t,e){return`
    <slot></slot>
  `}var ne=class extends l.HTMLElement{constructor(){if(super(),kl(this,ye,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}}static get observedAttributes(){return[M.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===M.MEDIA_CONTROLLER&&(i&&((o=(a=pr(this,ye))==null?void 0:a.unassociateElement)==null||o.call(a,this),Er(this,ye,null)),r&&this.isConnected&&(Er(this,ye,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=pr(this,ye))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let{style:a}=O(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let o=this.getAttribute(M.MEDIA_CONTROLLER);o&&(Er(this,ye,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=pr(this,ye))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=pr(this,ye))==null?void 0:e.unassociateElement)==null||i.call(e,this),Er(this,ye,null)}};ye=new WeakMap;ne.shadowRootOptions={mode:"open"};ne.getTemplateHTML=wl;ne.getSlotTemplateHTML=Ml;l.customElements.get("media-text-display")||l.customElements.define("media-text-display",ne);var Ps=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],Ns=(t,e)=>{let i=t===1?g(Ps[e].singular):g(Ps[e].plural);return`${t} ${i}`},ot=t=>{if(!It(t))return"";let e=Math.abs(t),i=e!==t,r=new Date(0,0,0,0,0,e,0),o=[r.getHours(),r.getMinutes(),r.getSeconds()].map((n,d)=>n&&Ns(n,d)).filter(n=>n).join(", ");return i?g("{time} remaining",{time:o}):e===0?Ns(0,2):o};function st(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let r=Math.floor(t%60),a=Math.floor(t/60%60),o=Math.floor(t/3600),n=Math.floor(e/60%60),d=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(o=a=r="0"),o=o>0||d>0?o+":":"",a=((o||n>=10)&&a<10?"0"+a:a)+":",r=r<10?"0"+r:r,(i?"-":"")+o+a+r}var Yc=Object.freeze({length:0,start(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var Hs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Fs=(t,e,i)=>(Hs(t,e,"read from private field"),i?i.call(t):e.get(t)),Ll=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Rl=(t,e,i,r)=>(Hs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),si,xa=class extends ne{constructor(){super(),Ll(this,si,void 0),Rl(this,si,this.shadowRoot.querySelector("slot")),Fs(this,si).textContent=st(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_PREVIEW_TIME&&r!=null&&(Fs(this,si).textContent=st(parseFloat(r)))}get mediaPreviewTime(){return X(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Z(this,s.MEDIA_PREVIEW_TIME,e)}};si=new WeakMap;l.customElements.get("media-preview-time-display")||l.customElements.define("media-preview-time-display",xa);var Bs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Dl=(t,e,i)=>(Bs(t,e,"read from private field"),i?i.call(t):e.get(t)),Cl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},xl=(t,e,i,r)=>(Bs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),vr,Oa=class extends ne{constructor(){super(),Cl(this,vr,void 0),xl(this,vr,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(e,i,r){if(super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PREVIEW_CHAPTER||e===s.MEDIA_LANG)&&r!==i&&r!=null)if(Dl(this,vr).textContent=r,r!==""){let a=g("chapter: {chapterName}",{chapterName:r});this.setAttribute("aria-valuetext",a)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return C(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){D(this,s.MEDIA_PREVIEW_CHAPTER,e)}};vr=new WeakMap;l.customElements.get("media-preview-chapter-display")||l.customElements.define("media-preview-chapter-display",Oa);var Ws=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},q=(t,e,i)=>(Ws(t,e,"read from private field"),i?i.call(t):e.get(t)),ke=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},se=(t,e,i,r)=>(Ws(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ol=(t,e,i,r)=>({set _(a){se(t,e,a,i)},get _(){return q(t,e,r)}}),Ct,fr,xt,ni,_r,gr,br,Ot,nt,Ar,Tr=class{constructor(e,i,r){ke(this,Ct,void 0),ke(this,fr,void 0),ke(this,xt,void 0),ke(this,ni,void 0),ke(this,_r,void 0),ke(this,gr,void 0),ke(this,br,void 0),ke(this,Ot,void 0),ke(this,nt,0),ke(this,Ar,(a=performance.now())=>{se(this,nt,requestAnimationFrame(q(this,Ar))),se(this,ni,performance.now()-q(this,xt));let o=1e3/this.fps;if(q(this,ni)>o){se(this,xt,a-q(this,ni)%o);let n=1e3/((a-q(this,fr))/++Ol(this,_r)._),d=(a-q(this,gr))/1e3/this.duration,u=q(this,br)+d*this.playbackRate;u-q(this,Ct).valueAsNumber>0?se(this,Ot,this.playbackRate/this.duration/n):(se(this,Ot,.995*q(this,Ot)),u=q(this,Ct).valueAsNumber+q(this,Ot)),this.callback(u)}}),se(this,Ct,e),this.callback=i,this.fps=r}start(){q(this,nt)===0&&(se(this,xt,performance.now()),se(this,fr,q(this,xt)),se(this,_r,0),q(this,Ar).call(this))}stop(){q(this,nt)!==0&&(cancelAnimationFrame(q(this,nt)),se(this,nt,0))}update({start:e,duration:i,playbackRate:r}){let a=e-q(this,Ct).valueAsNumber,o=Math.abs(i-this.duration);(a>0||a<-.5/i||o>=.5)&&this.callback(e),se(this,br,e),se(this,gr,performance.now()),this.duration=i,this.playbackRate=r}};Ct=new WeakMap;fr=new WeakMap;xt=new WeakMap;ni=new WeakMap;_r=new WeakMap;gr=new WeakMap;br=new WeakMap;Ot=new WeakMap;nt=new WeakMap;Ar=new WeakMap;var Ha=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},U=(t,e,i)=>(Ha(t,e,"read from private field"),i?i.call(t):e.get(t)),V=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},le=(t,e,i,r)=>(Ha(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),de=(t,e,i)=>(Ha(t,e,"access private method"),i),Ut,Ke,yr,di,kr,Ir,ui,ci,Pt,Nt,li,Ua,$s,Pa,wr,Ba,Mr,Wa,Lr,$a,Na,Vs,hi,Rr,Fa,Ks,Ul=t=>{let e=t.range,i=ot(+Gs(t)),r=ot(+t.mediaSeekableEnd),a=i&&r?g("{currentTime} of {totalTime}",{currentTime:i,totalTime:r}):g("video not loaded, unknown time.");e.setAttribute("aria-valuetext",a)};function Pl(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${Ca.shadowRootOptions.mode}">
            ${Ca.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var Sr=(t,e=t.mediaCurrentTime)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(r))return 0;let a=(e-i)/(r-i);return Math.max(0,Math.min(a,1))},Gs=(t,e=t.range.valueAsNumber)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(r)?0:e*(r-i)+i},mi=class extends Se{constructor(){super(),V(this,Ua),V(this,wr),V(this,Mr),V(this,Lr),V(this,Na),V(this,hi),V(this,Fa),V(this,Ut,null),V(this,Ke,void 0),V(this,yr,void 0),V(this,di,void 0),V(this,kr,void 0),V(this,Ir,void 0),V(this,ui,void 0),V(this,ci,void 0),V(this,Pt,void 0),V(this,Nt,void 0),V(this,li,()=>{de(this,Ua,$s).call(this)?U(this,Ke).start():U(this,Ke).stop()}),V(this,Pa,r=>{this.dragging||(It(r)&&(this.range.valueAsNumber=r),U(this,Nt)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),le(this,yr,this.shadowRoot.querySelectorAll('[part~="box"]')),le(this,kr,this.shadowRoot.querySelector('[part~="preview-box"]')),le(this,Ir,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);le(this,ui,parseInt(i.getPropertyValue("--media-box-padding-left"))),le(this,ci,parseInt(i.getPropertyValue("--media-box-padding-right"))),le(this,Ke,new Tr(this.range,U(this,Pa),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",g("seek")),U(this,li).call(this),le(this,Ut,this.getRootNode()),(e=U(this,Ut))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),U(this,Ke).stop(),(e=U(this,Ut))==null||e.removeEventListener("transitionstart",this),le(this,Ut,null)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),i!=r&&(e===s.MEDIA_CURRENT_TIME||e===s.MEDIA_PAUSED||e===s.MEDIA_ENDED||e===s.MEDIA_LOADING||e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE?(U(this,Ke).update({start:Sr(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),U(this,li).call(this),Ul(this)):e===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=U(this,Pt),this.updateBar()))}get mediaChaptersCues(){return U(this,Pt)}set mediaChaptersCues(e){var i;le(this,Pt,e),this.updateSegments((i=U(this,Pt))==null?void 0:i.map(r=>({start:Sr(this,r.startTime),end:Sr(this,r.endTime)})))}get mediaPaused(){return T(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return T(this,s.MEDIA_LOADING)}set mediaLoading(e){S(this,s.MEDIA_LOADING,e)}get mediaDuration(){return X(this,s.MEDIA_DURATION)}set mediaDuration(e){Z(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return X(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Z(this,s.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return X(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){Z(this,s.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){let e=this.getAttribute(s.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(r=>+r)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=e.map(r=>r.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;let[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;let[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return C(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){D(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return X(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Z(this,s.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return T(this,s.MEDIA_ENDED)}set mediaEnded(e){S(this,s.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;let i=this.mediaBuffered;if(!i.length)return;let r;if(this.mediaEnded)r=1;else{let o=this.mediaCurrentTime,[,n=this.mediaSeekableStart]=(e=i.find(([d,u])=>d<=o&&o<=u))!=null?e:[];r=Sr(this,n)}let{style:a}=O(this.shadowRoot,"#buffered");a.setProperty("width",`${r*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=O(this.shadowRoot,"#current-rail"),r=O(this.shadowRoot,'[part~="current-box"]'),a=de(this,wr,Ba).call(this,U(this,Ir)),o=de(this,Mr,Wa).call(this,a,this.range.valueAsNumber),n=de(this,Lr,$a).call(this,a,this.range.valueAsNumber);i.style.transform=`translateX(${o})`,i.style.setProperty("--_range-width",`${a.range.width}`),r.style.setProperty("--_box-shift",`${n}`),r.style.setProperty("--_box-width",`${a.box.width}px`),r.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":de(this,Fa,Ks).call(this);break;case"pointermove":de(this,Na,Vs).call(this,e);break;case"pointerup":U(this,Nt)&&le(this,Nt,!1);break;case"pointerdown":le(this,Nt,!0);break;case"pointerleave":de(this,hi,Rr).call(this,null);break;case"transitionstart":_e(e.target,this)&&setTimeout(()=>U(this,li).call(this),0);break}}};Ut=new WeakMap;Ke=new WeakMap;yr=new WeakMap;di=new WeakMap;kr=new WeakMap;Ir=new WeakMap;ui=new WeakMap;ci=new WeakMap;Pt=new WeakMap;Nt=new WeakMap;li=new WeakMap;Ua=new WeakSet;$s=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&Mi(this)};Pa=new WeakMap;wr=new WeakSet;Ba=function(t){var e;let r=((e=this.getAttribute("bounds")?Ue(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),a=this.range.getBoundingClientRect(),o=t.offsetWidth,n=-(a.left-r.left-o/2),d=r.right-a.left-o/2;return{box:{width:o,min:n,max:d},bounds:r,range:a}};Mr=new WeakSet;Wa=function(t,e){let i=`${e*100}%`,{width:r,min:a,max:o}=t.box;if(!r)return i;if(Number.isNaN(a)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${a}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(o)){let d=`calc(1 / var(--_range-width) * 100 * ${o}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};Lr=new WeakSet;$a=function(t,e){let{width:i,min:r,max:a}=t.box,o=e*t.range.width;if(o<r+U(this,ui)){let n=t.range.left-t.bounds.left-U(this,ui);return`${o-i/2+n}px`}if(o>a-U(this,ci)){let n=t.bounds.right-t.range.right-U(this,ci);return`${o+i/2-n-t.range.width}px`}return 0};Na=new WeakSet;Vs=function(t){let e=[...U(this,yr)].some(k=>t.composedPath().includes(k));if(!this.dragging&&(e||!t.composedPath().includes(this))){de(this,hi,Rr).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let r=O(this.shadowRoot,"#preview-rail"),a=O(this.shadowRoot,'[part~="preview-box"]'),o=de(this,wr,Ba).call(this,U(this,kr)),n=(t.clientX-o.range.left)/o.range.width;n=Math.max(0,Math.min(1,n));let d=de(this,Mr,Wa).call(this,o,n),u=de(this,Lr,$a).call(this,o,n);r.style.transform=`translateX(${d})`,r.style.setProperty("--_range-width",`${o.range.width}`),a.style.setProperty("--_box-shift",`${u}`),a.style.setProperty("--_box-width",`${o.box.width}px`);let w=Math.round(U(this,di))-Math.round(n*i);Math.abs(w)<1&&n>.01&&n<.99||(le(this,di,n*i),de(this,hi,Rr).call(this,U(this,di)))};hi=new WeakSet;Rr=function(t){this.dispatchEvent(new l.CustomEvent(h.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};Fa=new WeakSet;Ks=function(){U(this,Ke).stop();let t=Gs(this);this.dispatchEvent(new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};mi.shadowRootOptions={mode:"open"};mi.getContainerTemplateHTML=Pl;l.customElements.get("media-time-range")||l.customElements.define("media-time-range",mi);var Ga=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},fe=(t,e,i)=>(Ga(t,e,"read from private field"),i?i.call(t):e.get(t)),lt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},qa=(t,e,i,r)=>(Ga(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),qe=(t,e,i)=>(Ga(t,e,"access private method"),i),Ft,we,Ur,Qa,Qs,xr,Ya,pi,Dr,Cr,Va,Ge={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},qs=[...Object.values(Ge),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],Ys=["Enter"," "],Nl="&nbsp;/&nbsp;",Ka=(t,{timesSep:e=Nl}={})=>{var i,r;let a=(i=t.mediaCurrentTime)!=null?i:0,[,o]=(r=t.mediaSeekable)!=null?r:[],n=0;Number.isFinite(t.mediaDuration)?n=t.mediaDuration:Number.isFinite(o)&&(n=o);let d=t.remaining?st(0-(n-a)):st(a);return t.showDuration?`${d}${e}${st(n)}`:d},Fl=t=>{var e;let i=t.mediaCurrentTime,[,r]=(e=t.mediaSeekable)!=null?e:[],a=null;if(Number.isFinite(t.mediaDuration)?a=t.mediaDuration:Number.isFinite(r)&&(a=r),i==null||a===null){t.setAttribute("aria-description",g("video not loaded, unknown time."));return}let o=t.remaining?ot(0-(a-i)):ot(i);if(!t.showDuration){t.setAttribute("aria-description",o);return}let n=ot(a),d=g("{currentTime} of {totalTime}",{currentTime:o,totalTime:n});t.setAttribute("aria-description",d)};function Hl(t,e){return`
    <slot>${Ka(e)}</slot>
  `}var Bl=t=>{t.setAttribute("aria-label",g("playback time"))},Or=class extends ne{constructor(){super(),lt(this,Qa),lt(this,xr),lt(this,pi),lt(this,Cr),lt(this,Ft,void 0),lt(this,we,null),lt(this,Ur,e=>{let{metaKey:i,altKey:r,key:a}=e;if(i||r||!Ys.includes(a)){this.removeEventListener("keyup",fe(this,we));return}this.addEventListener("keyup",fe(this,we))}),qa(this,Ft,this.shadowRoot.querySelector("slot")),fe(this,Ft).innerHTML=`${Ka(this)}`}static get observedAttributes(){return[...super.observedAttributes,...qs,"disabled"]}connectedCallback(){let{style:e}=O(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",g("playback time")),qe(this,pi,Dr).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),qe(this,xr,Ya).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,r){Bl(this),qs.includes(e)?this.update():e==="disabled"&&r!==i?r==null?qe(this,pi,Dr).call(this):qe(this,Cr,Va).call(this):e===Ge.NO_TOGGLE&&r!==i&&(this.noToggle?qe(this,Cr,Va).call(this):qe(this,pi,Dr).call(this)),super.attributeChangedCallback(e,i,r)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return T(this,Ge.REMAINING)}set remaining(e){S(this,Ge.REMAINING,e)}get showDuration(){return T(this,Ge.SHOW_DURATION)}set showDuration(e){S(this,Ge.SHOW_DURATION,e)}get noToggle(){return T(this,Ge.NO_TOGGLE)}set noToggle(e){S(this,Ge.NO_TOGGLE,e)}get mediaDuration(){return X(this,s.MEDIA_DURATION)}set mediaDuration(e){Z(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return X(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Z(this,s.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}update(){let e=Ka(this);Fl(this),e!==fe(this,Ft).innerHTML&&(fe(this,Ft).innerHTML=e)}};Ft=new WeakMap;we=new WeakMap;Ur=new WeakMap;Qa=new WeakSet;Qs=function(){fe(this,we)||(qa(this,we,t=>{let{key:e}=t;if(!Ys.includes(e)){this.removeEventListener("keyup",fe(this,we));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",fe(this,Ur)),this.addEventListener("click",this.toggleTimeDisplay))};xr=new WeakSet;Ya=function(){fe(this,we)&&(this.removeEventListener("keyup",fe(this,we)),this.removeEventListener("keydown",fe(this,Ur)),this.removeEventListener("click",this.toggleTimeDisplay),qa(this,we,null))};pi=new WeakSet;Dr=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),qe(this,Qa,Qs).call(this))};Cr=new WeakSet;Va=function(){this.removeAttribute("role"),this.disable(),qe(this,xr,Ya).call(this)};Or.getSlotTemplateHTML=Hl;l.customElements.get("media-time-display")||l.customElements.define("media-time-display",Or);var Wl=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,$l=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function Vl(t){return`
    <style>
      :host([aria-checked="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([aria-checked="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-checked="true"]) slot[name=tooltip-enable],
      :host(:not([aria-checked="true"])) slot[name=tooltip-disable] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${Wl}</slot>
      <slot name="off">${$l}</slot>
    </slot>
  `}function Kl(){return`
    <slot name="tooltip-enable">${g("Enable captions")}</slot>
    <slot name="tooltip-disable">${g("Disable captions")}</slot>
  `}var zs=t=>{t.setAttribute("aria-checked",Jo(t).toString())},Ei=class extends Y{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}connectedCallback(){super.connectedCallback(),this.setAttribute("role","button"),this.setAttribute("aria-label",g("closed captions")),zs(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_SUBTITLES_SHOWING&&zs(this)}get mediaSubtitlesList(){return Xs(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){Zs(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return Xs(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){Zs(this,s.MEDIA_SUBTITLES_SHOWING,e)}handleClick(){this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}))}};Ei.getSlotTemplateHTML=Vl;Ei.getTooltipContentHTML=Kl;var Xs=(t,e)=>{let i=t.getAttribute(e);return i?sa(i):[]},Zs=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let r=Zt(i);t.getAttribute(e)!==r&&t.setAttribute(e,r)};l.customElements.get("media-captions-button")||l.customElements.define("media-captions-button",Ei);var Js=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function Gl(t){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Js}</slot>
      <slot name="exit">${Js}</slot>
    </slot>
  `}function ql(){return`
    <slot name="tooltip-enter">${g("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${g("Exit picture in picture mode")}</slot>
  `}var js=t=>{let e=t.mediaIsPip?g("exit picture in picture mode"):g("enter picture in picture mode");t.setAttribute("aria-label",e)},vi=class extends Y{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),js(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_PIP&&js(this)}get mediaPipUnavailable(){return C(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){D(this,s.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return T(this,s.MEDIA_IS_PIP)}set mediaIsPip(e){S(this,s.MEDIA_IS_PIP,e)}handleClick(){let e=this.mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};vi.getSlotTemplateHTML=Gl;vi.getTooltipContentHTML=ql;l.customElements.get("media-pip-button")||l.customElements.define("media-pip-button",vi);var tn=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ql=(t,e,i)=>(tn(t,e,"read from private field"),i?i.call(t):e.get(t)),Yl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},zl=(t,e,i,r)=>(tn(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Pr,Xl=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,Zl=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Jl(t){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Xl}</slot>
      <slot name="exit">${Zl}</slot>
    </slot>
  `}function jl(){return`
    <slot name="tooltip-enter">${g("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${g("Exit fullscreen mode")}</slot>
  `}var en=t=>{let e=t.mediaIsFullscreen?g("exit fullscreen mode"):g("enter fullscreen mode");t.setAttribute("aria-label",e)},fi=class extends Y{constructor(){super(...arguments),Yl(this,Pr,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),en(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_FULLSCREEN&&en(this)}get mediaFullscreenUnavailable(){return C(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){D(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return T(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){S(this,s.MEDIA_IS_FULLSCREEN,e)}handleClick(e){zl(this,Pr,e);let i=Ql(this,Pr)instanceof PointerEvent,r=this.mediaIsFullscreen?new l.CustomEvent(h.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new l.CustomEvent(h.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(r)}};Pr=new WeakMap;fi.getSlotTemplateHTML=Jl;fi.getTooltipContentHTML=jl;l.customElements.get("media-fullscreen-button")||l.customElements.define("media-fullscreen-button",fi);var an=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},_i=(t,e,i)=>(an(t,e,"read from private field"),i?i.call(t):e.get(t)),rn=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},gi=(t,e,i,r)=>(an(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Me,Fr,Nr={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},on=500,ed=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function td(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${on}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${ed}</slot>
    <div id="status" role="status" aria-live="polite">${g("media loading")}</div>
  `}var bi=class extends l.HTMLElement{constructor(){if(super(),rn(this,Me,void 0),rn(this,Fr,on),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=W(this.attributes);_(this.shadowRoot,this.constructor.getTemplateHTML(e))}}static get observedAttributes(){return[M.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,Nr.LOADING_DELAY]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===Nr.LOADING_DELAY&&i!==r?this.loadingDelay=Number(r):e===M.MEDIA_CONTROLLER&&(i&&((o=(a=_i(this,Me))==null?void 0:a.unassociateElement)==null||o.call(a,this),gi(this,Me,null)),r&&this.isConnected&&(gi(this,Me,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=_i(this,Me))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let a=this.getAttribute(M.MEDIA_CONTROLLER);a&&(gi(this,Me,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=_i(this,Me))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=_i(this,Me))==null?void 0:e.unassociateElement)==null||i.call(e,this),gi(this,Me,null)}get loadingDelay(){return _i(this,Fr)}set loadingDelay(e){gi(this,Fr,e);let{style:i}=O(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return T(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return T(this,s.MEDIA_LOADING)}set mediaLoading(e){S(this,s.MEDIA_LOADING,e)}get mediaController(){return C(this,M.MEDIA_CONTROLLER)}set mediaController(e){D(this,M.MEDIA_CONTROLLER,e)}get noAutohide(){return T(this,Nr.NO_AUTOHIDE)}set noAutohide(e){S(this,Nr.NO_AUTOHIDE,e)}};Me=new WeakMap;Fr=new WeakMap;bi.shadowRootOptions={mode:"open"};bi.getTemplateHTML=td;l.customElements.get("media-loading-indicator")||l.customElements.define("media-loading-indicator",bi);var id={"Start airplay":"Démarrer la diffusion AirPlay","Stop airplay":"Arrêter la diffusion AirPlay",Audio:"Audio",Captions:"Sous-titres","Enable captions":"Activer les sous-titres","Disable captions":"Désactiver les sous-titres","Start casting":"Démarrer la diffusion (cast)","Stop casting":"Arrêter la diffusion (cast)","Enter fullscreen mode":"Mettre en mode plein écran","Exit fullscreen mode":"Quitter le mode plein écran",Mute:"Désactiver le son",Unmute:"Activer le son",Loop:"Lire en boucle","Enter picture in picture mode":"Mettre en mode image-en-image (PiP)","Exit picture in picture mode":"Quitter le mode image-en-image (PiP)",Play:"Lire",Pause:"Pause","Playback rate":"Taux de lecture","Playback rate {playbackRate}":"Taux de lecture {playbackRate}",Quality:"Qualité","Seek backward":"Reculer","Seek forward":"Avancer",Settings:"Paramètres",Auto:"Auto","audio player":"lecteur audio","video player":"lecteur vidéo",volume:"volume",seek:"se déplacer","closed captions":"sous-titres codés","current playback rate":"taux de lecture actuel","playback time":"durée de lecture","media loading":"chargement des médias",settings:"paramètres","audio tracks":"pistes audio",quality:"qualité",play:"lire",pause:"pause",mute:"désactiver le son",unmute:"activer le son","chapter: {chapterName}":"chapitre: {chapterName}",live:"en direct",Off:"Désactivé","start airplay":"démarrer la diffusion AirPlay","stop airplay":"arrêter la diffusion AirPlay","start casting":"démarrer la diffusion (cast)","stop casting":"arrêter la diffusion (cast)","enter fullscreen mode":"mettre en mode plein écran","exit fullscreen mode":"quitter le mode plein écran","enter picture in picture mode":"mettre en mode image-en-image (PiP)","exit picture in picture mode":"quitter le mode image-en-image (PiP)","seek to live":"aller au direct","playing live":"lecture en direct","seek back {seekOffset} seconds":"reculer {seekOffset} secondes","seek forward {seekOffset} seconds":"avancer {seekOffset} secondes","Network Error":"Erreur réseau","Decode Error":"Erreur de décodage","Source Not Supported":"Source non supportée","Encryption Error":"Erreur de chiffrement","A network error caused the media download to fail.":"Une erreur réseau a causé l’échec du téléchargement du média.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"Une erreur de média a provoqué l’interruption de la lecture. Le média peut être corrompu ou votre navigateur ne prend pas en charge ce format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"Une erreur non supportée s’est produite. Le serveur ou le réseau a échoué, ou votre navigateur ne prend pas en charge ce format.","The media is encrypted and there are no keys to decrypt it.":"Le média est chiffré et il n’y a pas de clés pour le déchiffrer.",hour:"heure",hours:"heures",minute:"minute",minutes:"minutes",second:"seconde",seconds:"secondes","{time} remaining":"{time} restant","{currentTime} of {totalTime}":"{currentTime} sur {totalTime}","video not loaded, unknown time.":"vidéo non chargée, durée inconnue."};Uo("fr",id);export{qr as setLanguage};
