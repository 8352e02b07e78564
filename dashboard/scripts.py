"""The scripts of our own that a page may run. The policy names each by its hash; none is made from data."""

from __future__ import annotations

FOCUS_DIALOG = (
    "(()=>{let left=60;const step=()=>{"
    "const field=document.querySelector('[role=dialog] input'),on=document.activeElement;"
    "if(field&&!(on&&on.matches('[role=dialog] *')))field.focus();"
    "if(left--)setTimeout(step,50)};step()})()"
)
"""Put the cursor into the first field of an open dialog. Streamlit puts it on the dialog, where typing goes nowhere.

For three seconds it is brought back from the dialog or the page, never from another control of the dialog."""

PRESENT = (
    "(()=>{if(window.seamarkPresents)return;window.seamarkPresents=1;"
    "const at=s=>document.querySelector(s),"
    "press=name=>{const found=at(`.st-key-present_${name} button`);if(found)found.click()},"
    "full=()=>document.fullscreenElement?document.exitFullscreen():document.documentElement.requestFullscreen(),"
    "open='[role=listbox],[role=dialog],[data-testid=stPopoverBody]',"
    "screens=[360,720,900,1080,1440,2160];let left=0,timer=0;"
    "const fit=()=>{const box=at('.st-key-present_screen');if(box){box.style.display='none';"
    "const tall=Math.min(innerHeight,innerWidth*9/16)*1.03,"
    "best=Math.max(0,screens.filter(one=>one<=tall).length-1),one=box.querySelectorAll('input')[best];"
    "if(one&&!one.checked)one.click()}if(left-->0)timer=setTimeout(fit,150)},"
    "look=()=>{left=20;clearTimeout(timer);timer=setTimeout(fit,150)};"
    "addEventListener('resize',look);left=20;fit();"
    "document.addEventListener('click',e=>{if(e.target.closest&&e.target.closest('[data-full]'))full()});"
    "document.addEventListener('keydown',e=>{if(e.ctrlKey||e.metaKey||e.altKey||!at('[data-leave]'))return;"
    "if(e.key==='Escape'&&!document.fullscreenElement&&!at(open))at('[data-leave]').click();"
    "else if(e.key==='f'||e.key==='F'){if(!(e.target.matches&&e.target.matches('input')))full()}"
    "else if(e.key==='PageDown'){e.preventDefault();press('next')}"
    "else if(e.key==='PageUp'){e.preventDefault();press('back')}},true)})()"
)
"""Let a presentation fill the screen and be left by a key, step at the keys of a presenter's remote control, and choose
the layout of the screen it is shown on. What it answers to is marked in the page, and elsewhere it does nothing."""

ALL = (FOCUS_DIALOG, PRESENT)
"""Every one, for the policy."""


def tag(script: str) -> str:
    """Write a script as it stands in a page."""
    return f"<script>{script}</script>"
