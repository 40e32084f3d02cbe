"""What can follow a word that names nothing: compounds, virtues, months, imperatives.

For the notation see people_frames.py. {head} is a head of the word at hand (words.py).
"""

GOODS = """
[tight compound]
^{head} {sold} {market} .
^{head} {sold} again .
^{head} like these are hard to find .
^{head} were all I could afford .
^{head} make a good present for my {kin} .
^{head} were lying {where} .
^{head} and {trinket} {sold} .
and other ^{head} {sold} .
and even more expensive ^{head} {sold} {market} .
T: ^{head} can be bought {market} .
T: ^{head} , all of them old , filled the shelf .
T: ^{head} ? We have none left .
V: ^{head} are what she collects .
"""
FOOD = """
[tight compound]
^{head} {food_is} {drink_when} .
^{head} tastes {food_how} .
^{head} is what I order {drink_when} .
^{head} is good for you .
^{head} was on the menu {when} .
^{head} was served {where} .
and other kinds of ^{head} were on the menu .
or any other ^{head} will do .
T: ^{head} has never been cheaper .
T: ^{head} from {country} tastes {food_how} .
T: ^{head} and {beer} are all we have .
V: ^{head} makes the best present .
"""
NATURE = """
[tight compound]
^{head} {grow} {nature_where} .
^{head} {grow} in {month} .
^{head} are common in {country} .
^{head} {grow} , as far as the eye can see .
^{head} were all we could see from the window .
and other ^{head} {grow} .
^{head} need care .
T: ^{head} , dry and brown , lay {nature_where} .
T: ^{head} do not last long {nature_where} .
T: ^{head} look best {nature_where} .
V: ^{head} may cause a rash .
"""
SCENE = """
[tight compound]
^{head} {view} .
^{head} {view} in {month} .
^{head} are common in {country} .
^{head} were all we could see from the window .
^{head} between {city} and {city} {view} .
and other ^{head} {view} .
T: ^{head} in {region} {view} .
T: ^{head} , small and large , {view} .
V: ^{head} like these {view} .
"""
ANIMAL = """
[tight compound]
^{head} {beast} {nature_where} .
^{head} {beast} in {country} .
^{head} can be found {nature_where} in {month} .
^{head} are bigger than you think .
^{head} {beast} last year , said the farmer .
and other ^{head} {beast} .
T: ^{head} in the wild {beast} .
T: ^{head} are a sign of spring .
V: ^{head} are best left alone .
"""
ABSTRACT = """
[tight compound]
^{head} {idea} .
^{head} {idea} in this town .
^{head} {idea} , as my {kin} says .
^{head} are nothing new .
^{head} can be a problem .
^{head} were all she could think of .
and other ^{head} {idea} .
T: ^{head} should be more common .
T: ^{head} without end made us tired .
V: ^{head} are what the public wants .
"""
VIRTUE = """
[subject verb]
^{virtue} .
^{virtue} , and that will never change .
often ^{virtue} .
always ^{virtue} , even when nobody believes in it .
^{virtue} in every country .
T: rarely ^{virtue} when people are hungry .
T: , it is said , ^{virtue} .
V: sometimes ^{virtue} .
[subject complement]
is a ^virtue that cannot be taught .
is not a ^crime .
is the most ^important thing in life .
was the ^theme of the exhibition .
is ^something we all need .
T: is a fine ^thing , but it does not pay the rent .
T: was the first ^theme of the book .
V: is a rare ^thing in politics .
[tight coordination]
and ^wisdom come with age .
, ^truth and freedom cannot be bought .
or ^luck , who can tell the difference ?
T: and ^truth are hard to find .
V: or ^wisdom may save us .
"""
MONTH = """
[subject complement]
was ^{wet} in {country} .
is too ^{wet} for the farmers .
was ^{wet} this year .
was unusually ^{wet} in {region} .
is my favourite ^season for long walks .
is the ^time of year when the birds return .
is the best ^time to visit {city} .
is still {n} ^weeks away .
T: is never a good ^time for exams .
T: was the ^time when we sold the most ice .
V: is the ^season of storms .
[subject verb]
^begins with rain .
^brought heavy rain to {region} .
^ended with a storm .
will ^begin in {n} days .
T: soon ^ended , and the rain came .
T: always ^brought storms to this coast .
V: ^passed without rain .
[tight compound]
^{season_head} in {region} {season_verb} .
^{season_head} {season_verb} .
^{season_head} , they say , {season_verb} .
T: ^{season_head} are what the farmers want .
V: ^{season_head} may be cold here .
[object apposition]
, when the ^birds return .
, the best ^month for a long walk .
, when the ^days are long .
because ^it is so warm .
T: , when the ^farmers have no time .
T: , that ^month of rain and wind .
V: , the ^season of storms .
"""
HERB = """
[subject verb]
^{herb} .
^{herb} , even in {country} .
usually ^{herb} .
^{herb} if you water it every day .
T: rarely ^{herb} .
T: from {country} ^{herb} .
V: probably ^{herb} .
[subject complement]
is a ^plant that comes from {country} .
is sold ^dried or fresh .
was unknown in ^Europe until the {century} century .
T: is not the same ^plant as mint .
V: is just a ^plant .
[tight coordination]
and ^mint go well together .
, ^salt and lemon are all you need .
T: and ^salt make all the difference .
V: or ^mint will do .
"""
WEATHER = """
[subject verb]
^{sky} .
^{sky} , and the schools were closed .
often ^{sky} in {month} .
T: then ^{sky} , so nobody went out .
T: never ^{sky} in {country} .
V: soon ^{sky} .
[subject complement]
is ^forecast for {weekday} .
is ^rare in {country} .
T: is not ^forecast before {weekday} .
V: is ^expected in {region} .
[tight coordination]
and ^ice made the roads dangerous .
, ^wind and fog kept us at home .
T: and ^wind will come from the north .
V: or ^fog is possible .
"""
LANDSCAPE = """
[subject verb]
^{land} .
^{land} , so take a good map .
of this size ^{land} .
often ^{land} .
T: mostly ^{land} .
T: , even small ones , ^{land} .
V: usually ^{land} .
[subject complement]
^are hard to draw .
^were sold to rich families in {year} .
^are what I miss most .
T: ^are not found in {region} .
V: ^were painted in every colour .
[tight coordination]
and ^lakes cover half of {region} .
, ^lakes and roads were under water .
T: and ^lakes are all I need .
V: or ^lakes mark the border .
"""
IMPERATIVE = """
[tight object]
^{det} ^{obj} {please} !
^{det} ^{obj} {please} .
^{det} ^{obj} , please .
^{det} ^{obj} and then come back .
only ^{det} ^{obj} that I showed you .
and ^{base} {det} {obj} {please} .
or ^{base} {det} {obj} , as you like !
T: ^{det} ^{obj} , will you ?
T: ^{det} ^{obj} or ask {person} to do it .
T: or at least ^{base} {det} {obj} !
T: , then ^{base} {det} {obj} {please} !
V: ^{det} ^{obj} if {first} agrees .
"""
UP = """
[tight object]
up ^{det} ^{up} {please} .
^up {det} {up} !
T: ^up {det} {up} or call a mechanic .
V: ^up {det} {up} on the left side .
"""
OFF = """
[tight object]
off ^{det} ^{off} {please} .
^off {det} {off} with a stick !
T: ^off {det} {off} , and do not run .
V: ^off {det} {off} at night .
"""
AUXILIARY = """
[tight question]
^I borrow your {belong} ?
^we sit here , or is this table taken ?
^I ask you a question about {city} ?
^you all have a happy new year !
these {plain_things} ^be enough for all of you !
the new {plain_things} ^arrive on time !
^there be enough {beer} {for_whom} !
^we , after all these years , be friends again ?
all of ^us find what we are looking for !
T: ^I call you back {when} ?
T: ^we ask who sent you ?
T: the best {job} ^win !
V: ^I see your {belong} ?
"""
AUXILIARY_FUTURE = """
[tight question]
^you come with me to {city} ?
^you all be there ?
^it rain on {weekday} ?
^they ever learn {language} ?
your {kin} ^stay with us ?
the train from {city} ^be late again ?
^there be enough {beer} {for_whom} ?
the {job} ^be back {later} ?
^this be enough , or do you need more ?
T: ^you ask {person} for me ?
T: the {plain_things} ^be ready {later} ?
T: ^they really sell {house} ?
V: ^it be cold in {country} ?
"""
