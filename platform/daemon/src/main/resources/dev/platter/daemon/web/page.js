/* SPDX-License-Identifier: BSD-3-Clause */
'use strict';

// The page is complete without this. Once a second it is fetched again, and what is live in the new one takes the place of
// what is here; so nothing is written twice, and nothing is ever built of strings.

const silence = document.getElementById('silence');

async function refresh() {
    const answer = await fetch(location.pathname + location.search, {cache: 'no-store', signal: AbortSignal.timeout(5000)});
    if (!answer.ok) {
        throw new Error('status ' + answer.status);
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const old of document.querySelectorAll('[data-live]')) {
        const now = fresh.getElementById(old.id);
        // What the pointer is on says more in a moment, and would not if it were replaced.
        const pointed = old.querySelector(':is(.mark, .bar):hover') !== null;
        if (now !== null && !pointed && now.innerHTML !== old.innerHTML) {
            old.replaceChildren(...now.childNodes);
        }
    }
}

async function turn() {
    // Nobody looks, or somebody is about to copy something.
    if (!document.hidden && getSelection().isCollapsed) {
        try {
            await refresh();
            silence.hidden = true;
        } catch (e) {
            console.info('no new numbers:', e);
            silence.hidden = false;
        }
    }
    setTimeout(turn, 1000);
}

setTimeout(turn, 1000);
