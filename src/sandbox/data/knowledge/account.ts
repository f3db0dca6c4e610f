export const ACCOUNT = `
# kb-account-recovery | Recovering a hacked or lost account
## If your account was stolen
Go to recover.veze.io and choose My account was hacked. We lock the account, end all sessions and send a recovery code to the first e-mail address the account ever had. Purchases made by the thief are reversed.
## If you lost access to your e-mail
Recovery is also possible with one of your backup codes or with the number of a past order. A person checks such requests, which takes up to two business days.
## Keeping the account safe afterwards
Choose a new password, turn on two-factor authentication and look through the linked devices. Remove every device you do not know.

# kb-forgot-password | Resetting a forgotten password
## Requesting a reset link
Choose Forgot password on the sign-in page and enter your e-mail address. The link to reset your password is valid for 30 minutes and works once. Look in the spam folder if it does not arrive within five minutes.
## Rules for a new password
A password needs at least 12 characters and must not be one of your last five. We check it against lists of leaked passwords. Support will never ask you for your password.

# kb-two-factor | Two-factor authentication
## Turning it on
Open Settings, Security and choose Two-factor authentication. You can use an authenticator app or a security key; text messages are no longer offered. Save the ten backup codes in a safe place.
## Lost phone or authenticator
Sign in with a backup code and register the new phone. Without backup codes use account recovery, which takes up to two business days.
## Why it is worth it
Accounts with two-factor authentication are almost never stolen. It is required for ranked play above Diamond and for trading.

# kb-change-email | Changing your e-mail address or handle
## Changing the e-mail address
Open Settings, Profile, enter the new address and confirm the link we send to both addresses. Receipts and invites go to the new address from then on.
## Changing your handle
A handle can be changed once every 60 days. The old handle stays reserved for you for a year, so that nobody can pretend to be you.

# kb-email-invites | Inviting friends by e-mail
## Sending an invite
Say "send an invite to" and an e-mail address, and the copilot writes the invitation and sends it after you agree. You can also invite from the Friends tile. Up to 20 invites can be sent a day.
## What your friend receives
The invitation holds a link that is valid for seven days. Your friend creates an account or signs in, and is then on your friends list. Both of you receive a Photon Booster for the first match you play together.

# kb-email-inbox | The e-mail inbox and notifications
## Reading your messages
Receipts, invites and messages from support arrive in your VEZE inbox as well as in your mail program. Ask the copilot "show my e-mails" to see the newest ones. Messages are kept for 18 months.
## Choosing notifications
Under Settings, Notifications you decide what is sent by e-mail, as a push message, or not at all. Security alerts cannot be turned off.

# kb-privacy | Privacy and personal data
## What we store
We store your profile, purchases, matches and the messages you write to support and to the copilot. Voice chat is not recorded. We do not sell personal data and show no third-party advertising.
## Who can see your profile
Your profile is visible to friends by default. Under Settings, Privacy you choose between everyone, friends and nobody. Your e-mail address is never shown.

# kb-data-export | Exporting your data
## Requesting an export
Open Settings, Privacy and choose Export my data. Within 48 hours we send a link to an archive with your profile, purchases, matches, posts and conversations. The link is valid for seven days.
## The format of the export
The archive holds JSON files and your uploaded pictures. A readme explains every field, so that you can load it elsewhere.

# kb-delete-account | Deleting your account
## How to delete your account
Open Settings, Privacy and choose Delete my account. You have 14 days to change your mind: signing in stops the deletion. After that the account, its items and its posts are erased for good.
## What we must keep
Invoices are kept for ten years because the law demands it. They are no longer linked to a profile.

# kb-linked-devices | Linked devices and sessions
## Seeing where you are signed in
Settings, Security lists every device and session with its last use. Choose Sign out to end one, or Sign out everywhere. A new device must be confirmed by e-mail.
## Linking consoles
A console is linked with the code it shows on its screen. One account can be linked to one account of each platform, and a link can be changed every six months.

# kb-parental-controls | Parental controls
## Setting up a child account
Parents can create child accounts for children under 16 in the Family tile. A child account needs approval for friends, purchases and voice chat. Each family can have up to five child accounts.
## Play time and spending limits
Set a bedtime, a number of hours a day and a monthly spending limit. When time is up the child gets a five-minute warning and can finish the running match.
## Chat filters
For children the text chat is filtered strictly and voice chat is off. Parents can allow chat with approved friends only.
`;
