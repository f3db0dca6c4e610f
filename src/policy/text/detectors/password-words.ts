/** What follows `password is` in ordinary speech and is none: states, questions, rules, little words. */
export const NOT_A_PASSWORD: ReadonlySet<string> = new Set(
  (
    'a an the this that these those my your our his her its their mine yours it he she they we you i me us who what which ' +
    'when where why how whose whether if because since as at by for from in into of off on onto out over to up with ' +
    'without within about after before until and or but so not no never none nothing neither nor yes ok okay then than ' +
    'there here too very really quite also still just only even now again always often sometimes maybe perhaps probably ' +
    'almost already currently rather pretty somewhat somehow simply all any both each every few many most much more less ' +
    'least some such same other another one two three four five six seven eight nine ten first last next ' +
    'is are was were be been being am do does did done has have had can could may might must shall should will would ' +
    'wrong right correct incorrect invalid valid bad good fine great weak strong stronger secure insecure safe unsafe ' +
    'secret secrets private public long longer short shorter simple complex easy hard difficult new newer old older own ' +
    'default empty blank missing gone lost stolen hidden visible unknown known different identical equal unique random ' +
    'safely case lowercase uppercase alphanumeric numeric letters letter numbers number digits digit characters character ' +
    'chars symbols words word text null undefined true false none optional mandatory temporary permanent old-fashioned ' +
    'stuck broken down dead live active inactive open close closed late early soon later today tomorrow yesterday ' +
    'please help thanks thank hi hello sorry reset resets change changes changed update updates forgot forgotten forget ' +
    'recover recovery email e-mail mail link page form field login log sign account user username manager protection ' +
    'policy policies rule rules requirement requirements hint hints question questions issue issues problem problems error ' +
    'errors fail fails failure expired expires expire compromised hacked leaked leak cracked pwned breached hashed salted ' +
    'encrypted plain plaintext clear stored saved safe set sent shown kept told given taken found left made known written ' +
    'password passwords passphrase passcode order orders invoice ticket tracking receipt refund parcel shipment package booking reference case match transaction ' +
    'bekannt falsch richtig weg vergessen nicht kein zu das der die ein eine mein dein wo wie was warum zu kurz abgelaufen ' +
    'incorrecto incorrecta correcto correcta incorrecte mauvais oublie olvidada errada errata sbagliata no pas ne que ' +
    'supposed able unable likely unlikely due required rejected wrongly important essential confidential personal sensitive ' +
    'everything something anything someone everyone anyone nobody everywhere somewhere nowhere redacted removed masked xxx ' +
    'isn’t aren’t wasn’t doesn’t didn’t can’t won’t isnt doesnt didnt cant wont dont'
  ).split(' '),
);
