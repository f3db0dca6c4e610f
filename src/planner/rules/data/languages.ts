/** Languages we recognise but do not speak: words that give them away, and the sentence that says so. */
export interface Language {
  name: string;
  words: readonly string[];
  sentence: string;
}

export const LANGUAGES: readonly Language[] = [
  {
    name: 'Spanish',
    words:
      'hola gracias quiero quisiera comprar pedido donde dónde está esta ayuda por favor reembolso dinero necesito cómo como puedo mi mis una el los las para qué buenos dias días tardes adios adiós devolver'.split(
        ' ',
      ),
    sentence: 'Lo siento, por ahora solo entiendo inglés.',
  },
  {
    name: 'French',
    words:
      'bonjour salut merci je veux voudrais acheter commande où ou est mon ma mes une le les aide remboursement argent besoin comment puis vous plaît plait pour bonsoir rembourser où svp'.split(
        ' ',
      ),
    sentence: "Désolé, pour l'instant je ne comprends que l'anglais.",
  },
  {
    name: 'German',
    words:
      'hallo danke ich möchte mochte will kaufen bestellung wo ist mein meine meinen eine der das hilfe bitte geld zurück zurueck erstattung brauche wie kann guten tag tschüss paket und nicht'.split(
        ' ',
      ),
    sentence: 'Leider verstehe ich im Moment nur Englisch.',
  },
  {
    name: 'Portuguese',
    words:
      'olá ola obrigado obrigada quero queria comprar pedido onde está ajuda por favor reembolso dinheiro preciso como posso meu minha uma os para bom dia boa tarde você voce'.split(
        ' ',
      ),
    sentence: 'Desculpe, por enquanto só entendo inglês.',
  },
  {
    name: 'Italian',
    words:
      'ciao grazie voglio vorrei comprare ordine dove è il mio mia una gli aiuto per favore rimborso soldi bisogno come posso buongiorno buonasera acquistare pacco'.split(
        ' ',
      ),
    sentence: 'Mi dispiace, per ora capisco solo l’inglese.',
  },
  {
    name: 'Dutch',
    words:
      'hallo bedankt dank ik wil graag kopen koop koopt bestelling waar mijn mij het een voor van terug geld geef help alsjeblieft nodig hoe kan kun je niet goedemorgen goedenavond terugbetaling verzenden'.split(
        ' ',
      ),
    sentence: 'Sorry, ik begrijp voorlopig alleen Engels.',
  },
  {
    name: 'Polish',
    words:
      'cześć czesc dzień dobry dziękuję dziekuje chcę chce kupić kupic kup zamówienie zamowienie zamówienia gdzie jest moje mój moja proszę prosze zwrot zwróć pieniędzy pieniedzy potrzebuję pomoc pomocy jak mogę nie za'.split(
        ' ',
      ),
    sentence: 'Przepraszam, na razie rozumiem tylko po angielsku.',
  },
  {
    name: 'Turkish',
    words:
      'merhaba selam teşekkürler tesekkurler istiyorum satın satin al almak sipariş siparis siparişim siparişimi siparişi nerede numaralı benim lütfen lutfen iade et para paramı geri yardım yardim nasıl nasil için'.split(
        ' ',
      ),
    sentence: 'Üzgünüm, şimdilik sadece İngilizce anlıyorum.',
  },
];

/** One of these is enough; of the others it takes two, because many are also English words or names. */
export const TELLTALE_WORDS: ReadonlySet<string> = new Set(
  'hola gracias quiero quisiera bonjour merci voudrais danke möchte bestellung olá obrigado obrigada quero grazie voglio vorrei buongiorno tschüss reembolso remboursement erstattung rimborso bestelling terugbetaling bedankt chcę zamówienie zamówienia proszę dziękuję cześć merhaba istiyorum siparişim siparişimi lütfen teşekkürler'.split(
    ' ',
  ),
);
