export const TECHNICAL = `
# kb-server-status | Server status and maintenance
## Checking the server status
The page status.veze.io shows every region and service, with past incidents. Helm shows a yellow or red dot on the tile of a service that has problems. If the servers are down for everybody, you need do nothing.
## Maintenance
Maintenance is on Tuesdays from 05:00 to 07:00 UTC and is announced two days before. Running matches are finished first. Passes are extended by a day after outages of more than four hours.

# kb-latency | Lag and high latency
## Reducing lag
Choose the nearest region under Settings, Network and use a cable instead of Wi-Fi. Close downloads and streams, and turn off VPNs. A latency below 60 ms is good, above 120 ms you will feel it.
## Measuring your connection
Settings, Network shows ping, jitter and packet loss as a graph. Packet loss above two percent points to your line or router. Attach the graph when you write to support.

# kb-hardware | Hardware requirements
## Minimum and recommended computers
VEZE Starfall needs at least a four-core processor, 8 GB of memory, a graphics card with 4 GB and 60 GB of disk. Recommended are eight cores, 16 GB of memory and a card with 8 GB. An SSD is required.
## Operating systems
The games run on Windows 10 and later, on Linux through Proton and on macOS 13 and later with Apple silicon. VEZE Arena also runs on phones with 6 GB of memory.

# kb-crashes | Crashes and error messages
## First steps after a crash
Verify the game files in the launcher, update the graphics driver and start without overlays. Most crashes are gone after that. The launcher offers to send the crash report with your next start.
## Common error codes
VZ-101 means the game files are damaged, VZ-204 that the servers cannot be reached, VZ-307 that another program blocks the anti-cheat. Tell support the code and the time.

# kb-install-update | Installing and updating the game
## Installing the launcher
Download the launcher from veze.io/download and sign in. Choose the disk for each game before installing. An interrupted download continues where it stopped.
## Updates
Updates are loaded at night if the launcher may start with the computer. Update size is shown beforehand. You can limit the speed under Downloads.

# kb-crossplay | Crossplay and cross-progression
## Playing with friends on other platforms
Crossplay works between PC, consoles and phones and is on by default. Turn it off under Settings, Gameplay; ranked play on consoles then waits longer. Input devices are matched with each other where possible.
## Taking your progress along
Link your platforms to one account and your progress, skins and shards follow you. Currency bought on a console stays on that console, as its maker demands.

# kb-mods | Mods and the workshop
## Using mods
Mods from the workshop can be used in story and private matches, never in ranked play. Each mod is reviewed before it appears. Start with the safe mode if a mod breaks the game.
## Making your own mods
The mod kit is free and comes with examples. Mods may be shared but not sold. Read the content rules before you upload.

# kb-accessibility | Accessibility
## Seeing and hearing
There are colour-blind palettes, scalable text, subtitles with speaker names, and a screen reader for all menus. Sound cues can be shown as arrows on the screen.
## Controls
Every key can be remapped, holding can be replaced by toggling, and one-handed layouts are included. The copilot understands text and voice. Tell us what is missing at access@veze.io.

# kb-cloud-saves | Cloud saves
## How cloud saves work
With VEZE Pass your story progress is saved to the cloud after every chapter and when you quit. Ten older saves are kept. Without the pass saves stay on your device.
## Save conflicts
If two devices disagree, you are shown both with date and play time, and you choose. The other one is kept for 30 days.

# kb-controllers | Controllers and input devices
## Supported controllers
All common gamepads work on PC without further software, also over Bluetooth. Steering wheels are supported in VEZE Racers. Several devices can be used at once.
## Vibration and dead zones
Under Settings, Controls you set vibration, dead zones and stick curves for each device. The test screen shows what the game receives.

# kb-streaming | Recording and streaming
## Recording matches
Press F9 to save the last two minutes. Whole matches can be replayed in the game for 30 days and exported as video.
## Streaming rules
You may stream and monetise your videos of our games. Licensed music can be turned off with the streamer mode, which also hides names and invitations.
`;
