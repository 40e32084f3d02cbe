"""What can follow a word that names a company or a football club.

For the notation see people_frames.py.
"""

FIRM_NAME = """
[tight name_part]
~^{firm} {firm_news} {when} .
~^{firm} {firm_deal} {plant} .
~^{firm} {firm_did} {staff} .
~^{firm} was founded in {year} .
~^{firm} and {company} signed a contract .
~^{firm} shares {rise} {percent} .
T: ~^{firm} will close its offices in {city} .
T: ~^{firm} has hired {person} as a lawyer .
V: ~^{firm} must pay {big} dollars .
"""

COMPANY = """
[subject verb]
will ^close two stores in {city} .
may ^{sell} its offices in {city} .
must ^pay {big} dollars .
did not ^pay its lawyers .
used to ^make shoes .
has never ^{firm_did} {staff} .
has just ^{firm_deal} {plant} .
and {company} ^announced a plan .
finally ^{firm_news} .
also ^{firm_news} .
^{firm_news} , and nobody was surprised .
, like {company} , ^{firm_news} .
^{firm_did} {staff} .
^{firm_did} {staff} in {city} .
^{firm_deal} {plant} .
^{firm_news} .
^{firm_news} in {month} .
^{firm_news} after a bad year in {country} .
^sued {company} in {year} .
^sells its products in {country} .
^pays no taxes in {country} .
has ^{firm_deal} {plant} .
^competes with {company} .
T: has not ^{firm_did} {staff} since {year} .
T: ^{firm_news} , and the shares of {company} fell .
T: will not say why it ^{firm_news} .
T: and {company} ^{firm_deal} {plant} together .
V: twice ^{firm_news} .
V: quickly ^{firm_deal} {plant} .
[subject complement]
was the first ^company that made such phones .
is not the only ^company in trouble .
must be worth ^millions .
was ^sued by {company} .
is a ^company , not a charity .
was once the biggest ^employer in {city} .
is ^owned by {company} .
is a ^company from {city} .
is the biggest ^employer in {region} .
is worth {big} ^million dollars .
was ^founded in {city} in {year} .
was fined by the ^court {when} .
T: is the only ^company that {firm_news} .
T: may be fined {big} ^dollars .
V: is a ^rival of {company} .
[tight compound]
^{firm_thing} had to leave .
^{firm_thing} did not want to talk to us .
^{firm_thing} and {firm_thing} met {when} .
^{firm_money} should be higher .
^{firm_money} were too low {when} .
^{firm_money} , like those of {company} , {rise} {percent} .
^{firm_goods} had to be recalled .
^{firm_thing} were on strike .
^{firm_money} {rise} {percent} .
^{firm_money} {rise} {when} .
^{firm_goods} are sold all over {country} .
^{firm_thing} met in {city} {when} .
^{firm_thing} are worried about the new taxes .
^{firm_thing} in {country} are worried .
^{firm_thing} were the talk of the day .
T: ^{firm_money} and {company} {firm_money} {rise} {percent} .
T: ^{firm_money} may have been too low .
T: ^{firm_thing} had no answer to that .
V: ^{firm_thing} were not on the list .
[tight possessive]
's ^{firm_thing} were angry .
's new ^{firm_thing} are in {city} .
T: 's ^{firm_thing} and the police met {when} .
V: 's ^{firm_thing} are in trouble .
[tight apposition]
, the ^company from {city} , {firm_news} .
, which ^{firm_did} {staff} , {firm_news} .
, whose ^{firm_thing} are worried , {firm_news} .
T: , a ^company with {big} workers , {firm_news} .
V: , a ^rival of {company} , {firm_news} .
[object apposition]
, a ^company with offices in {city} .
and how it ^{firm_news} .
and its ^{firm_thing} .
and the year in which it ^{firm_news} .
, the ^company from {city} .
, which ^{firm_news} {when} .
, whose ^{firm_thing} are worried .
, because its ^{firm_money} {rise} {percent} .
T: , a ^company that {firm_news} .
T: and the day when it ^{firm_news} .
V: , the biggest ^employer in {city} .
[did verb]
^hire {staff} ?
^open {plant} ?
^raise its prices ?
T: ^close {plant} ?
V: ^lower its prices ?
[was complement]
a ^company from {country} ?
^founded in {city} ?
still ^hiring ?
T: the ^company that {firm_news} ?
V: a ^rival of {company} ?
"""

CLUB = """
[subject verb]
finally ^{club_beat} {club} .
never ^{club_beat} {club} again .
will ^play {club} on {weekday} .
must ^win on {weekday} .
had to ^play without {person} .
also ^{club_did} .
and {club} are out of the ^cup .
^{club_beat} {club} {score} .
^{club_beat} {club} {when} .
^{club_beat} {club} in the final .
^{club_did} {when} .
^{club_did} in {year} .
^{club_did} after a goal by {person} .
have ^signed {person} .
^won at home against {club} .
are ^unbeaten since {month} .
T: had to wait {n} years before they ^{club_did} .
T: and {club} ^{club_did} .
T: surprisingly ^{club_beat} {club} twice .
T: nearly ^{club_did} without their captain .
V: narrowly ^{club_beat} {club} .
V: then ^{club_did} .
[subject complement]
are top of the ^league .
are ^champions again .
were the better ^team {when} .
were without their ^captain .
T: are the best ^team in {region} .
V: are still in the ^cup .
[tight compound]
^{club_thing} did not believe the result .
^{club_thing} had to wait {n} hours .
^{club_thing} and {club_thing} {did} .
^{club_thing} sang after the game .
^{club_thing} fought with the police {when} .
^{club_thing} were happy with the result .
^{club_thing} wept after the final .
T: ^{club_thing} had waited years for this day .
V: ^{club_thing} came to {city} {when} .
[tight coordination]
, {club} and {club} are still in the ^cup .
and ^{club} will meet in the final .
and ^{club} drew {score} .
against ^{club} ended {score} .
T: versus ^{club} will be a great game .
V: , ^{club} and {club} are out of the cup .
[object apposition]
, the ^team from the north .
, who ^{club_beat} {club} {when} .
, who ^{club_did} .
because they ^{club_did} .
T: , the ^team that {club_did} .
T: and the day when they ^{club_did} .
V: , ^champions in {year} .
[did verb]
^win the cup in {year} ?
^beat {club} {when} ?
^sign {person} ?
T: really ^beat {club} {score} ?
V: ^lose the final ?
"""
