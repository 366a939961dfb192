type Act = (event: KeyboardEvent) => void

/** A key that is held down has been pressed once. */
export function unlessHeld(act: () => void): Act {
  return ({ repeat }) => {
    if (!repeat) act()
  }
}

/** What is pressed while a dialog is open is meant for the dialog, not for the document behind it. */
export function onDesk(act: Act): Act {
  return (event) => {
    if (!document.querySelector('[role=dialog]')) act(event)
  }
}
