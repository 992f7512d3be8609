// The ways out of a page that no policy of a browser shuts: other windows, WebRTC, going to another address.

/** `shut`: by us, at start. `absent`: this browser has no such thing. `open`: nothing here shuts it. */
export type Door = 'shut' | 'absent' | 'open';

/** What became of each. `leave`: the page itself goes to another address, its data in the query. */
export interface Doors {
  readonly newWindow: Door;
  readonly webrtc: Door;
  readonly leave: Door;
}

const webrtcNames: readonly string[] = ['RTCPeerConnection', 'webkitRTCPeerConnection'];

function shutWebrtc(page: Window): Door {
  const there = webrtcNames.filter((name) => name in page);
  if (there.length === 0) return 'absent';
  return there.every((name) => Reflect.deleteProperty(page, name)) ? 'shut' : 'open';
}

function shutNewWindow(page: Window): Door {
  const nobody = { value: () => null, writable: false, configurable: false };
  return Reflect.defineProperty(page, 'open', nobody) ? 'shut' : 'open';
}

/** Only what a script begins: what a person types into the address bar is not heard of here, nor stopped. */
function shutLeaving(page: Window): Door {
  if (!('navigation' in page)) return 'open';
  page.navigation.addEventListener('navigate', (event) => {
    const to = new URL(event.destination.url);
    if (to.protocol !== 'blob:' && to.origin !== page.location.origin) event.preventDefault();
  });
  return 'shut';
}

/**
 * Shuts them for good; call it before anything else runs. It guards against a library's mistake, not against code that
 * wants out: such code could take a fresh function from a frame.
 */
export function shutDoors(page: Window): Doors {
  return { newWindow: shutNewWindow(page), webrtc: shutWebrtc(page), leave: shutLeaving(page) };
}
