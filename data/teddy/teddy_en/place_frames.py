"""What can follow a word that names a place or a street.

For the notation see people_frames.py.
"""

PLACE = """
[subject verb]
no longer has ^{place_has} .
never had ^{place_has} .
used to have ^{place_has} .
will soon have ^{place_has} .
, unlike {city} , has ^{place_has} .
must have ^{place_has} somewhere .
^grew very fast after {year} .
^lost half of its people in the war .
can be ^reached by boat .
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
used to be a small ^{place_kind} .
must be ^{place_adj} by now .
will be ^{place_adj} {later} .
can be very ^{place_adj} .
was the only ^{place_kind} that had electric light .
was never ^{place_pp} .
is not as ^{place_adj} as {city} .
is a ^{place_kind} worth seeing .
became ^{place_adj} after {year} .
is a ^{place_kind} , not a person .
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
^{place_thing} should be proud of their history .
^{place_thing} did not believe the news .
^{place_thing} had to pay more .
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
, {city} and {city} are all ^{place_adj} .
and {city} are both ^{place_adj} .
and its ^{place_noun} are lovely in {month} .
and ^{city} are {n} hours apart .
and the ^villages around it were {place_pp} .
T: , {city} and {city} were ^{place_pp} .
V: or ^{city} would be nice .
[tight possessive]
's ^{place_noun} should be cleaned .
's only ^airport was closed .
's ^{place_noun} and {place_noun} were rebuilt after the war .
's ^{place_noun} are famous .
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
when ^it was still {place_adj} .
and everything you can ^see there .
as ^it was before the war .
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
~^{street} was once very quiet .
~^{street} is longer than {street_name} .
~^{street} runs from the church to the river .
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
