export const SAFETY = `
# kb-community-rules | Community rules
## The rules in short
Be kind, play fair, keep private things private. Hate, harassment, threats and sexual content are never allowed, wherever they are said. The rules hold in matches, posts, guilds and at events.
## What happens when rules are broken
First offences usually lead to a warning or a muted chat. Repeated or severe offences lead to suspension, and cheating leads to a permanent ban.

# kb-reporting-players | Reporting a player
## How to report somebody
Open the player's profile or the match summary and choose Report. Pick a reason such as cheating, harassment, spam or an offensive name, and add what happened. Reports are anonymous.
## What happens to a report
A moderator looks at most reports within 24 hours. You get a message when action was taken. False reports made on purpose count as an offence themselves.
## Blocking and muting
Block a player to stop messages, invites and being matched on the same team. Mute works for the running match only.

# kb-moderation | Moderation and appeals
## How moderation works
Filters catch spam and slurs before they are shown, people decide about everything else. Moderators see the conversation around a reported message, not your private chats.
## Appealing a ban or suspension
You can appeal a ban or a suspension once within 30 days at appeals.veze.io. Somebody who did not make the first decision looks at it and answers within five business days. If the appeal succeeds, lost time on passes is given back.

# kb-cheating | Anti-cheat
## What counts as cheating
Aim bots, wall hacks, macros that play for you, win trading and exploiting bugs are cheating. Overlays that only show the time or the temperature are fine.
## How the anti-cheat works
The anti-cheat checks the game's own memory while you play and nothing else on your computer. It starts with the game and ends with it. Statistical checks on the server find what it misses.

# kb-scams | Recognising scams and phishing
## Typical scams
Nobody from VEZE asks for passwords, codes or card numbers, and there are no free gift card generators. Check that links end in veze.io. Trades that need you to go first are scams.
## If you clicked on something
Change your password, end all sessions and turn on two-factor authentication. Then forward the message to phishing@veze.io.

# kb-wellbeing | Playing healthily
## Breaks and reminders
Turn on break reminders under Settings, Wellbeing. After the chosen time a gentle note appears between matches. You can also hide your statistics for a while.
## Taking time off
A time-out locks your account for a day, a week or a month, and cannot be undone before it ends. Subscriptions are paused meanwhile.
`;
