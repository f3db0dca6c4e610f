export const GAMEPLAY = `
# kb-classes | Classes
## The four classes
Vanguards protect with shields, strikers deal damage, medics heal, engineers build turrets and bridges. You choose a class when you create a pilot and can play all of them later.
## Changing your class
Visit the trainer at Lantern Gate to change class for free outside of matches. Levels are kept per class. Weapons that do not fit the new class wait in your vault.

# kb-allies | Allies and roles in a squad
## The roles of allies
An ally is a companion played by the game or by a friend, with the role of tank, damage, healer or engineer. A tank holds the attention of the boss, a healer keeps the squad above half health. A balanced squad has one of each.
## Giving orders to allies
Say an ally's name and what to do, such as "Mira: bait the charge". In player mode the copilot turns a strategy into orders for every ally and sends them to the match.

# kb-ranked | Ranked play
## Placement and leagues
Ranked play opens at level 20 and begins with five placement matches. The tiers are Bronze, Silver, Gold, Platinum, Diamond and Nova, each with three divisions.
## How rating works
You gain rating for winning and for playing better than expected. Leaving a ranked match costs rating and locks the queue for ten minutes. At the end of a season the rating moves halfway back to the middle.
## Rewards of a season
Each season pays shards and a banner by your highest tier. Reaching Nova also gives the animated frame.

# kb-matchmaking | Matchmaking and queues
## How teams are made
Matchmaking looks for players of similar skill with a good connection to the same server. After two minutes the search widens. Parties are matched against parties of a similar size.
## Long queues
Queues are shortest in the evening and with crossplay turned on. VEZE Pass members have priority. Rarely played roles get a bonus.

# kb-quests | Quests and daily missions
## Daily and weekly missions
Three daily missions and five weekly missions give experience and shards. They change at 06:00 UTC. One daily mission can be swapped a day.
## Story quests
Story quests are played alone or in a party of four. Choices change how the people of Saltmere and Lantern Gate speak to you. A finished chapter can be played again without losing your choices.

# kb-crafting | Crafting and the forge
## How crafting works
Bring three fragments and a core to the forge at Saltmere to craft a weapon. Fragments drop from raids, cores from story chapters. The result is always shown before you pay.
## Upgrading weapons
A weapon can be upgraded four times. Upgrades can be taken back for the full amount of shards within a day.

# kb-guilds | Guilds
## Founding or joining a guild
A guild can have up to 80 members and is founded for 500 shards from level 10 on. Search for guilds in the Community tile by language and play time. You can be in one guild per account.
## Guild wars and the guild vault
Guild wars run every second weekend. The vault can be used by members the leader trusts, and every withdrawal is logged.

# kb-mounts | Mounts and travel
## Riding a mount
Summon a mount with the whistle anywhere outside of arenas. Mounts differ in looks, in how they feel and a little in speed on some ground. Damage throws you off.
## Mounts for a party
The Storm Skiff carries four players. Whoever summons it steers, the others can shoot.

# kb-skins | Skins and cosmetics
## What skins change
Skins such as the Nebula Skin change how you look and nothing else: no skin makes you stronger. A skin fits every class and can be dyed in three places.
## Previewing and gifting skins
Try any skin on in the wardrobe before you buy it. Skins can be given to friends you have known for at least seven days.

# kb-season-pass | Season Pass and season rewards
## How the season track works
A season lasts ten weeks and its track has a hundred tiers. The Season Pass unlocks the premium rewards, including those of tiers you already reached. Tiers come from experience, never from luck.
## Missed a season
Rewards of past seasons return in the archive shop two seasons later. They cost shards there, not money.

# kb-beginners-guide | Beginner's guide
## Your first hour
Finish the tutorial at Kestrel Ridge, choose a class and play the first story chapter. It takes about an hour and gives you your first mount, the Comet Board for a day.
## Tips for new players
Play missions before raids, keep one dash in reserve, and join a guild early. New players are protected from ranked veterans for their first thirty matches.

# kb-events-calendar | Events calendar
## Events of the year
The Solar Festival is in June, Dino Week in September, the Void Nights in October and the Winter Gala in December. Each event brings its own missions and brings back its limited items.
## Seeing what is on
The Events tile in Helm shows what runs now and what comes next. You can add the calendar to your own with one link.
`;
