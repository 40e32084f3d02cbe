"""What can follow a word that names nothing: virtues, months, herbs, imperatives.

For the notation see people_frames.py.
"""

VIRTUE = """
[subject verb]
never ^{virtue} .
must ^come from the heart .
can ^save a life .
alone does not ^feed a family .
^{virtue} .
^{virtue} , and that will never change .
often ^{virtue} .
always ^{virtue} , even when nobody believes in it .
^{virtue} in every country .
T: rarely ^{virtue} when people are hungry .
T: , it is said , ^{virtue} .
V: sometimes ^{virtue} .
[subject complement]
should be the first ^rule in every school .
was the only ^thing we had left .
is a good ^thing .
is a beautiful ^word .
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
was the only ^time when we saw snow .
is often ^{wet} .
should be ^{wet} in {region} .
is never as ^{wet} as we hope .
was the ^month of storms .
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
finally ^came , and with it the rain .
always ^begins with a storm .
has only just ^begun .
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
always ^{herb} .
and lemon ^make a good sauce .
can be ^bought everywhere .
^{herb} .
^{herb} , even in {country} .
usually ^{herb} .
^{herb} in most gardens .
T: rarely ^{herb} .
T: from {country} ^{herb} .
V: probably ^{herb} .
[subject complement]
is a ^plant with small leaves .
should be eaten ^fresh .
was the only ^plant in the garden .
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
finally ^{sky} .
never ^{sky} before {month} .
and fog ^made the roads dangerous .
will ^come from the north .
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
also ^{land} .
, large and small , ^{land} .
always ^{land} .
^{land} .
^{land} , as every child knows .
of this size ^{land} .
often ^{land} .
T: mostly ^{land} .
T: , even small ones , ^{land} .
V: usually ^{land} .
[subject complement]
^are important for the birds .
^were the first thing we saw .
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
^{det} ^{obj} when you have time .
^{det} ^{obj} and wait for {first} !
^{det} ^{obj} first , please .
not ^{det} ^{obj} but the other one !
^{det} ^{obj} {please} !
^{det} ^{obj} {please} .
^{det} ^{obj} , please .
^{det} ^{obj} and then come back .
only ^{det} ^{obj} , nothing else .
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
^I come in ?
^I see what you have there ?
^we go now ?
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
^you help me ?
^we meet again ?
^they win on {weekday} ?
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
