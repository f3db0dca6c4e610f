export const HELM = `
# kb-documentation-index | Documentation index: what docs are available
## Which docs are available
The docs available in the knowledge base cover orders and refunds, payments and subscriptions, accounts and privacy, safety and moderation, boss guides and gameplay, technical help, developers, community and sports, and Helm with the copilot. Name a topic, such as refunds, DinoBoss or webhooks, and you get the answer with its source.
## Most read documents
The most read documents are Refunds, Tracking a parcel, Resetting a forgotten password, Boss guide: DinoBoss and Cancelling a subscription. New documents are added every week.
## Documents for developers
Developers find API documentation, developer keys, webhooks and connecting a game server. The complete reference is at developers.veze.io.

# kb-copilot | What the copilot can do
## What you can ask the copilot
The copilot finds products and buys them, looks up and refunds orders, sends e-mails and invites, answers from the knowledge base, reads scores and fixtures, searches and writes posts, and plans boss fights. Say it in your own words.
## The three modes of the copilot
Helm mode takes you to tiles and services and carries out errands. Support mode solves problems. Player mode plans strategies and speaks for NPCs and allies.
## What it does not do
The copilot never asks for passwords or card numbers. It does nothing that costs money or reaches other people without showing you first what it will do.

# kb-helm-tiles | Helm tiles
## Arranging your tiles
Helm is the start screen of the UniQVerse, and each tile is a service such as Store, Inbox, Sports or Social. Pin up to twelve tiles, and long-press one to move, resize or hide it.
## Tiles with a warning
A yellow dot on a tile means that the service is slow, a red one that it is down. The tile says what still works.

# kb-helm-navigation | Finding your way in Helm
## Opening a service
Type the name of a service or what you want into the Helm bar: store, docs, email, sports, social or game. The copilot takes you there. Ctrl+K opens the bar from everywhere.
## Search across services
The Helm bar searches products, documents, players and teams together. Results are grouped by service, with the best one on top.

# kb-voice | Talking to the copilot by voice
## Turning voice on
Hold the microphone in the Helm bar, or say "Hey Helm" after turning it on under Settings, Voice. Speech is turned into text on your device. It is understood in nine languages.
## Voice in matches
In player mode short orders work best, such as "Bolt, left flank". The copilot answers in your headset only.

# kb-languages | Languages and translation
## Changing the language
Choose the language of menus and of speech separately under Settings, Language. Fourteen languages are complete. The change takes effect at once.
## Translated chat
Chat can be translated as you read; long-press a message to see the original. Names and slang are left alone.

# kb-offline | Playing offline
## What works offline
Story chapters you downloaded work offline for 14 days. Raids, ranked play and the store need a connection. Progress is synchronised the next time you are online.
## Preparing for a trip
Open the launcher, choose Offline and mark the chapters to take along. Start each of them once while you are connected.
`;
