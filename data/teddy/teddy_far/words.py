"""Ambiguous words of the benchmark by distance, beside those of ``teddy_en/words.py``.

The notation is that of ``teddy_en/words.py``: "train ; train | test | valid". "as:drink" says what
the word is if it names nothing: a drink, food, a colour, stone (wood and metal with it), cloth, a
pastime, a virtue, a herb.
"""

# PER v. O. As nothing's name the word stands without an article, so that no article tells.
PERSON_THING = """
Brandy f as:drink ; Sherry f as:drink ; Martini m as:drink
Candy f as:food ; Honey f as:food ; Bacon m as:food ; Lamb m as:food
Cherry f as:food ; Rice f as:food ; Maple f as:stone
Violet f as:colour ; Scarlet f as:colour ; Hazel f as:colour ; Olive f as:colour
Brown m as:colour ; White m as:colour ; Green m as:colour ; Black m as:colour ; Rose f as:colour
Amber f as:stone ; Pearl f as:stone ; Ruby f as:stone ; Jade f as:stone ; Wood m as:stone
Stone m as:stone ; Steel m as:stone ; Glass m as:stone ; Silver m as:stone ; Clay m as:stone
Cotton m as:cloth ; Ivory f as:stone ; Garnet f as:stone ; Ebony f as:stone
Denim m as:cloth ; Velvet f as:cloth ; Lace f as:cloth ; Cork m as:stone
Felicity f as:virtue ; Unity f as:virtue ; Love m as:virtue ; Pride m as:virtue
Constancy f as:virtue ; Power m as:virtue ; Wisdom m as:virtue
Clove f as:herb ; Thyme f as:herb ; Fennel f as:herb ; Holly f as:herb ; Ivy f as:herb
Heather f as:herb
| Bourbon m as:drink ; Claret f as:drink
Berry f as:food ; Salmon m as:food ; Crimson f as:colour ; Indigo f as:colour ; Gray m as:colour
Gold m as:stone ; Flint m as:stone ; Opal f as:stone ; Coral f as:stone ; Crystal f as:stone
Emerald f as:stone ; Sapphire f as:stone ; Satin f as:cloth ; Twill m as:cloth
Serenity f as:virtue ; Chastity f as:virtue ; Modesty f as:virtue
Anise f as:herb ; Juniper f as:herb ; Fern f as:herb
| Cider m as:drink ; Sago m as:food ; Auburn f as:colour ; Teal m as:colour ; Topaz f as:stone
Onyx m as:stone ; Beryl f as:stone ; Tweed m as:cloth ; Temperance f as:virtue ; Bliss f as:virtue
Tarragon m as:herb ; Laurel f as:herb
"""
# LOC v. O.
PLACE_THING = """
Champagne region as:drink ; Burgundy region as:drink ; Cognac city as:drink
Tequila city as:drink ; Marsala city as:drink ; Madeira region as:drink ; Chablis city as:drink
Rioja region as:drink ; Chianti region as:drink ; Java region as:drink ; Assam region as:drink
Ceylon country as:drink ; Barolo city as:drink ; Armagnac region as:drink
Brie region as:food ; Cheddar city as:food ; Gouda city as:food ; Edam city as:food
Stilton city as:food ; Camembert city as:food ; Cayenne city as:food ; Turkey country as:food
Tabasco region as:food ; Orange city as:colour ; Magenta city as:colour ; Chile country as:food
China country as:stone ; Jersey region as:cloth
Madras city as:cloth ; Paisley city as:cloth
Reading city as:pastime ; Rugby city as:pastime ; Bowling city as:pastime
| Medoc region as:drink ; Darjeeling city as:drink ; Mocha city as:drink ; Calvados region as:drink
Asti city as:drink ; Frascati city as:drink ; Sancerre city as:drink
Roquefort city as:food ; Gruyere city as:food ; Gorgonzola city as:food
Cheshire region as:food ; Ham city as:food ; Rye city as:food
Cashmere city as:cloth ; Angora city as:cloth ; Chantilly city as:cloth
Badminton city as:pastime ; Delft city as:stone ; Carrara city as:stone
| Soave city as:drink ; Orvieto city as:drink ; Pisco city as:drink ; Emmental region as:food
Asiago city as:food ; Shetland region as:cloth ; Barking city as:pastime
"""
# ORG v. O.
COMPANY_THING = """
Apple as:food ; Mango as:food ; Blackberry as:food ; Papaya as:food ; Vanilla as:food
Caramel as:food ; Pumpkin as:food ; Salt as:food ; Mint as:herb ; Lotus as:herb
Shell as:stone ; Carbon as:stone ; Copper as:stone ; Granite as:stone ; Bamboo as:stone
Nickel as:stone ; Bronze as:stone ; Slate as:stone ; Oak as:stone ; Cedar as:stone
Nectar as:drink ; Cocoa as:drink ; Lemonade as:drink ; Espresso as:drink
Silk as:cloth ; Canvas as:cloth ; Corduroy as:cloth ; Muslin as:cloth
Fidelity as:virtue ; Progress as:virtue ; Time as:virtue ; Fortune as:virtue
Poker as:pastime ; Tennis as:pastime ; Chess as:pastime ; Karaoke as:pastime
Turquoise as:colour ; Lilac as:colour ; Khaki as:colour
| Raspberry as:food ; Peach as:food ; Guava as:food ; Toffee as:food ; Quince as:food
Cobalt as:stone ; Quartz as:stone ; Basalt as:stone ; Teak as:stone ; Platinum as:stone
Absinthe as:drink ; Mead as:drink ; Flannel as:cloth ; Chiffon as:cloth
Integrity as:virtue ; Sympathy as:virtue ; Polo as:pastime ; Archery as:pastime
Maroon as:colour ; Beige as:colour ; Yarrow as:herb
| Kiwi as:food ; Fudge as:food ; Zinc as:stone ; Pine as:stone ; Punch as:drink
Felt as:cloth ; Endurance as:virtue ; Snooker as:pastime ; Purple as:colour
"""
# LOC v. PER.
PLACE_PERSON = """
Chester m city ; Warwick m city ; Stafford m city ; Stirling m city ; Hamilton m city
Clifton m city ; Regina f city ; Helena f city ; Augusta f city ; Kerry f region
Clare f region ; Shannon f region ; Petra f city ; Skye f region ; Erin f country
Salem m city ; Kingston m city ; Dayton m city ; Clayton m city ; Winchester m city
Lydia f region ; Troy m city ; Judea f region
| Beverley f city ; Bradford m city ; Carson m city ; Marion f city ; Berkeley m city
Iona f region ; Medina f city ; Sabina f region ; Delphi f city ; Valetta f city
Burton m city ; Lorne m region ; Persia f country ; Sharon f region ; Sidon m city
| Selby m city ; Ashton m city ; Kelso m city ; Arcadia f region ; Corinth f city
Kirby m city ; Albany m city ; Tyne m region
"""
# LOC v. ORG.
PLACE_CLUB = """
Barnsley ; Oldham ; Rochdale ; Wrexham ; Reims ; Lens ; Toulon ; Brest ; Empoli ; Lecce
Genk ; Zwolle ; Cadiz ; Girona ; Braga ; Bielefeld ; Duisburg
| Huddersfield ; Almeria ; Kaiserslautern ; Heerenveen ; Udine ; Lorient ; Walsall ; Burgos
Paderborn ; Novara ; Haugesund ; Elche
| Grimsby ; Lugo ; Kassel ; Pescara ; Auxerre ; Breda
"""
PLACE_COMPANY = """
Monsanto city ; Orinoco region ; Aspen city ; Corning city ; Moline city
Sahara region ; Atlantis region ; Olympia city ; Arden region ; Yukon region ; Tundra region
| Savoy region ; Pomona city ; Elgin city ; Yosemite region ; Lucca city
Cascadia region ; Mesa city ; Attica region
| Thule region ; Utica city ; Klondike region
"""
# PER v. ORG.
PERSON_COMPANY = """
Daimler m ; Maybach m ; Opel m ; Yamaha m ; Olivetti m ; Bulgari m ; Cartier m ; Fendi f
Valentino m ; Lacoste m ; Miele m ; Krups m ; Barbour m ; Wedgwood m ; Lipton m ; Knorr m
Nobel m ; Mars m
| Citroen m ; Dunhill m ; Missoni f ; Grundig m ; Lindt m ; Kraft m ; Zegna m ; Otis m
Bosendorfer m ; Hermes m
| Adler m ; Mattel m ; Lancia f ; Stetson m
"""
