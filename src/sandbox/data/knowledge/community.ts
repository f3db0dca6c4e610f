export const COMMUNITY = `
# kb-social-posts | Writing social posts
## Posting something
Open the Social tile or tell the copilot "post" followed by your text. A post has up to 500 characters and up to four pictures. You can edit it for 15 minutes.
## Who sees your posts
Posts are public unless you choose friends only. Deleting a post removes it for everybody. Blocked players do not see what you write.

# kb-hashtags | Hashtags and trending topics
## Using hashtags
Write # before a word to make it a hashtag. Two or three hashtags are enough; posts with more than ten are not shown in topics. Capital letters make no difference.
## How a topic becomes trending
A topic is trending when it grows faster than usual, not when it is merely large. The list of trending topics is refreshed all the time.

# kb-sports-hub | Sports hub: scores and fixtures
## Following scores
The sports hub shows live scores, results of last night and tables of all leagues. Ask the copilot for the score of a team, such as the Orion Comets. Live scores are updated every minute.
## Fixtures and reminders
Fixtures show when a team plays next and at which venue. Follow a team to be reminded half an hour before it starts.

# kb-leagues | The sports leagues
## Which leagues there are
The hub covers the Nova League, Gravity Ball Premier and the Drift Cup, with eight teams each. Every team plays once a day, and a season takes ten weeks.
## Tables and play-offs
A win counts three points and a draw one. The best four teams of a league go to the play-offs, which are played at the Nova Dome.

# kb-esports | Esports and tournaments
## Taking part in a tournament
Open tournaments are held every weekend in VEZE Arena, for teams of three. Sign up in the Events tile until Friday noon. Players must be at least 16 and use two-factor authentication.
## Prizes and the way to the pros
Tournaments pay shards and store credit. The best eight teams of a season are invited to the Challenger Series, where professional teams look for talent.
## Watching matches
The Esports Pass shows all league matches live with player cameras and replays. Finals are free for everybody.

# kb-creators | Creator programme
## Becoming a creator
Creators with at least 500 followers can apply at creators.veze.io. You get a creator code, early access and a contact person. Applications are answered within two weeks.
## Creator codes
Fans who enter a creator code in the store give the creator five percent of what they spend. It costs the fan nothing.

# kb-veze-con | VEZE Con
## Tickets and dates
VEZE Con is held over two days each autumn in Rotterdam. Tickets cost 79 USD and are sold in the store; children under ten enter free with an adult. Tickets can be passed on once in the app.
## At the convention
Doors open at nine. Bring your ticket on the phone and a photo ID. There is a quiet room, and the stages have subtitles.

# kb-feedback | Feedback and ideas
## Telling us your ideas
Post ideas on ideas.veze.io and vote for those of others. The team answers the ten most wanted every month.
## Reporting bugs
Report a bug in the game with F8: it attaches a screenshot and the log. Say what you did, what you expected and what happened.

# kb-contact-support | Contacting support
## How to reach us
The copilot in support mode answers at once, at any hour. A ticket can be opened by e-mail to support@veze.io, and people answer it within one business day.
## What to include
Name the order or match number, the device and the time. Never send passwords or card numbers. Reply to the same e-mail to add something to a ticket.
`;
