"""What can follow a word that names a place, a street, a company or a football club.

For the notation see people_frames.py.
"""

PLACE = """
[subject verb]
has ^{place_has} .
has ^{place_has} and ^{place_has} .
had ^{place_has} long before the war .
^lies on the coast .
^lies {n} hundred kilometres from {city} .
^borders on {region} .
^attracts thousands of tourists every summer .
^depends on tourism .
T: once had ^{place_has} , but that was long ago .
T: , like {city} , has ^{place_has} .
T: never had ^{place_has} until {year} .
T: no longer ^depends on its harbour .
V: still has ^{place_has} .
V: certainly ^attracts visitors from {country} .
[subject complement]
is ^{place_adj} in {month} .
is ^{place_adj} at this time of year .
was ^{place_adj} when we arrived .
was ^{place_pp} in {year} .
was ^{place_pp} by the Romans .
was ^{place_pp} in the {century} century .
was ^founded by the Romans .
has been ^{place_pp} {n} times .
is {n} ^hours from {city} by train .
is a ^{place_kind} in {region} .
is a beautiful ^{place_kind} near the sea .
is the biggest ^{place_kind} in this part of the world .
is not far from ^{city} .
is full of ^{place_noun} .
is famous for its ^{place_noun} .
is the ^place where my parents met .
is too ^{place_adj} for me .
T: is known all over the world for its ^{place_noun} .
T: will be ^{place_adj} again next week .
T: is the only ^{place_kind} I would move to .
T: can be ^{place_adj} even in {month} .
T: must have been ^{place_pp} before {year} .
T: was almost completely ^{place_pp} during the war .
V: was a quiet ^{place_kind} in those days .
V: seems ^{place_adj} to people from {country} .
[tight compound]
^{place_thing} are known for being polite .
^{place_thing} were in the news {when} .
^{place_thing} complained about the noise .
^{place_thing} have had a bad year .
^{place_thing} want lower taxes .
T: ^{place_thing} have seen better days .
T: ^{place_thing} are tired of the noise .
V: ^{place_thing} were surprised by the news .
[tight apposition]
, a ^{place_kind} in {region} , was {place_pp} .
, where we spent our ^holidays , is {place_adj} .
, with its ^{place_noun} and canals , is lovely .
, which was ^{place_pp} in {year} , has {place_has} .
T: , famous for its ^{place_noun} , is {place_adj} .
V: , the old ^{place_kind} , is {place_adj} .
[tight coordination]
and ^{city} are {n} hours apart .
and the ^villages around it were {place_pp} .
T: , {city} and {city} were ^{place_pp} .
V: or ^{city} would be nice .
[tight possessive]
's ^{place_noun} are {place_adj} .
's oldest ^{place_noun} attract visitors from {country} .
T: 's new ^{place_noun} opened in {year} .
V: 's ^{place_noun} were built by the Romans .
[object apposition]
, a ^{place_kind} in {region} .
, where the ^{place_noun} are cheap .
, which was ^{place_pp} in {year} .
, a {place_kind} with ^{place_has} .
, the ^{place_kind} where we spent our holidays .
, {n} ^hours from {city} .
T: , the ^{place_kind} on the other side of the lake .
T: , so ^{place_adj} and yet so beautiful .
V: , with its old ^{place_noun} .
[object pronoun]
because ^it is so {place_adj} .
because , after all these years , ^it is still {place_adj} .
and its ^{place_noun} .
and the ^{place_noun} there .
, although we have never ^been there .
, and I hope that ^it will be rebuilt .
T: as if ^it were the only {place_kind} in the world .
T: and the summer when the ^{place_noun} there were empty .
V: since ^it is close to {city} .
[was complement]
a ^{place_kind} in {region} ?
a big ^{place_kind} , or rather a village ?
^{place_pp} by the Romans ?
really so ^{place_adj} ?
^{place_adj} {when} ?
far from ^{city} ?
T: ever ^{place_adj} in {month} ?
T: the ^{place_kind} with the cathedral ?
V: as ^{place_adj} as {city} ?
[did verb]
^have an airport in {year} ?
^have {place_has} ?
^belong to {country} ?
T: always ^have {place_has} ?
V: ^belong to the empire ?
"""

COUNTRY = """
[subject verb]
^{country_did} in {year} .
^{country_did} after long talks with {country} .
has ^{place_has} .
^produces a lot of {beer} .
T: , together with {country} , ^{country_did} .
T: hardly ^produces any oil .
V: soon ^{country_did} .
[subject complement]
is a small ^country .
is a ^country between {country} and {country} .
was ^{place_pp} in {year} .
is at ^war with {country} .
T: was the first ^country that signed .
V: has been at ^peace since {year} .
[did verb]
^sign the treaty in {year} ?
^join the alliance ?
^close its borders ?
T: ^send troops to {country} ?
V: ^leave the alliance ?
"""

STREET = """
[tight name_part]
~^{street} was closed {when} .
~^{street} was flooded {when} .
~^{street} is {n} minutes from the station .
~^{street} , where we used to live , has no trees .
~^{street} will be repaired in {month} .
~^{street} has {n} restaurants .
~^{street} and {street_name} were full of police .
T: ~^{street} used to be a quiet place .
T: ~^{street} lies between the station and the river .
V: ~^{street} was named in {year} .
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
is a ^company from {city} .
is the biggest ^employer in {region} .
is worth {big} ^million dollars .
was ^founded in {city} in {year} .
was fined by the ^court {when} .
T: is the only ^company that {firm_news} .
T: may be fined {big} ^dollars .
V: is a ^rival of {company} .
[tight compound]
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
T: 's ^{firm_thing} and its lawyers met {when} .
V: 's ^{firm_thing} are in trouble .
[tight apposition]
, the ^company from {city} , {firm_news} .
, which ^{firm_did} {staff} , {firm_news} .
, whose ^{firm_thing} are worried , {firm_news} .
T: , a ^company with {big} workers , {firm_news} .
V: , a ^rival of {company} , {firm_news} .
[object apposition]
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
^{club_thing} sang after the game .
^{club_thing} fought with the police {when} .
^{club_thing} were happy with the result .
^{club_thing} wept after the final .
T: ^{club_thing} had waited years for this day .
V: ^{club_thing} came to {city} {when} .
[tight coordination]
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
