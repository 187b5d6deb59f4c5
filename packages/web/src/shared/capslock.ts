import { type KeyboardEvent, useState } from 'react';

/** Whether Caps Lock is on, as far as the last key press told; for fields whose letters are not shown. */
export function useCapsLock(): { on: boolean; heed: (event: KeyboardEvent) => void } {
  const [on, setOn] = useState(false);
  return { on, heed: (event) => setOn(event.getModifierState('CapsLock')) };
}
