"""What can follow a word that names a person, or a work named after its hero.

A header is "[position kind of cue]". Positions: subject (starts with the verb, so that a
parenthesis may come before it), tight (nothing may come between), object (after "We often talk
about"), is and did (after "Was", "Did"). A line is a frame; "T:" and "V:" keep it for the unseen
templates of test and validation. "^" marks the cue, "~" what still belongs to the entity, {slot} a
filler, {he} {his} {him} what the name asks for.
"""

PERSON = """
[subject verb]
finally ^{did} .
finally ^{did} , and nobody knew why .
quietly ^{house_did} {house} .
never ^forgets a face .
used to ^play chess with {first} .
used to ^live in {city} .
had to ^leave early {when} .
will ^come back tomorrow .
will soon ^move to {city} .
must ^learn {language} before {he} goes to {country} .
may ^know the answer .
cannot ^swim .
could not ^sleep {when} .
did not ^say a word .
does not ^like {beer} .
has already ^eaten .
then ^{did} , too .
^turned round and {did} .
^looked at {first} and {did} .
^fell and broke {his} arm .
^thanked us for the {trinket} .
^ate too much {when} .
^{did} .
^{did} when {he} heard the news .
^{did} and went home {when} .
^{did} {where} {when} .
^{sound} for a long time , then {he} left the room .
^{did} in front of everybody .
suddenly ^{did} {where} .
almost ^{did} when the bus stopped .
^{said} that {he} would be late .
^said nothing about {topic} .
^{said} that the train to {city} was late .
^{house_did} {house} {when} .
^{house_did} {house} and {house} .
^{house_did} {house} before {he} went to bed .
slowly ^{house_did} {house} , one after the other .
^{kitchen_did} {meal} {for_whom} .
^{kitchen_did} {meal} and read the newspaper .
^{wear} {clothes} {when} .
^{wear} {clothes} because it was cold .
^asked {his} mother for {n} euros .
^visited {city} with {his} family {when} .
^married {person} in {year} .
^met {person} {where} .
has ^moved to {city} with {his} children .
^moved from {city} to {city} in {year} .
^lost {his} {belong} {where} .
hurt {his} ^{body} on the stairs .
hid {his} ^{body} under a blanket .
has ^never eaten {beer} in {his} life .
^hates {beer} but loves {beer} .
^lives near {city} with two cats .
^died in {city} in {month} {year} .
^works for {company} in {city} .
^joined {company} as a young engineer .
^speaks {language} and a little {language} .
^called me from {city} {when} .
^drank a glass of milk and ^{did} .
^forgot {his} own birthday .
^wants to become a {job} .
^{study} in {city} .
^{study} before {he} moved to {city} .
^{study} for {n} years .
T: had hardly moved when {he} ^{did} .
T: stopped and ^smiled at the old man .
T: had already ^{house_did} {house} , so we could sit down .
T: quietly ^said goodbye to {his} friends {where} .
T: ^ate so much that {he} felt ill {when} .
T: and {his} children ^visited us in {month} .
T: looked at the clock and ^{did} .
T: once ^{study} with a friend from {country} .
T: ^asked whether {he} could borrow the car .
T: ^lost the game , but {he} did not mind .
V: ^{did} while the others were talking .
V: then ^{house_did} {house} without a word .
V: ^met an old friend on a train to {city} .
[subject complement]
was the only ^{kinself} who came to the party .
was the first ^{job} in {city} .
is not a ^{job} .
was never a good ^{job} .
will be ^{mood} when {he} hears this .
became ^{mood} after dinner .
seemed ^{mood} {when} .
has become a ^{job} .
is no longer a ^{job} .
must be ^{mood} by now .
is as ^{trait} as ever .
is both a ^{job} and a {job} .
will never be ^{person_pp} .
is a ^{job} .
is a ^{job} at a small hospital .
is a ^{adj} ^{job} from {city} .
was a ^{job} until {year} .
was a great ^{lead} .
was a ^{lead} in the war .
wants to be a ^{job} like {his} {kin} .
is ^{mood} today .
is ^{mood} because {he} worked all night .
was ^{mood} when we came back .
was too ^{mood} to answer the phone .
was ^{person_pp} in {city} in {year} .
was ^{person_pp} in {month} {year} .
has been ^{pp_again} {n} times .
was ^{person_pp} last week , and {his} {kin} was there too .
is not ^{mood} any more .
is the ^{kinself} of a famous {job} .
is my ^{kinself} .
is our ^{job} and lives next door .
has been a ^{job} for {n} years .
is so ^{trait} that everyone likes {him} .
was ^{trait} when nobody else was .
is ^{n} years ^old .
was ^born {where} .
T: was the only ^{job} who stayed {when} .
T: was not the ^{job} we had hoped for .
T: seems ^{mood} , but {he} is only thinking .
T: will soon be ^{pp_again} , if {his} {kin} is right .
T: used to be a ^{job} , like all {his} friends .
T: became a ^{job} after the war .
T: is both ^{trait} and {trait} .
V: looked ^{mood} at the party .
V: hopes to become a ^{lead} one day .
[tight name_part]
~^{surname} {did} when the lights went out .
~^{surname} was born in {city} in {year} .
~^{surname} {said} that {he} would come back {when} .
~^{surname} works for {company} .
~^{surname} won the race {when} .
~^{surname} is a {job} in {city} .
~^{surname} and {person} met {where} .
~^{surname} , {n} , was arrested near {city} .
T: ~^{surname} , a {job} from {country} , {did} .
T: ~^{surname} 's new house is near the station .
V: ~^{surname} will visit {country} in {month} .
[tight apposition]
, the ^{job} , {did} .
, now a ^{job} in {city} , was {mood} .
, a ^{job} from {city} , {did} {where} .
, the ^{job} from next door , {house_did} {house} .
, my ^{kinself} , lives in {city} .
, their ^{kinself} , {kitchen_did} {meal} {when} .
, who ^{study} in {city} , is my {kinself} .
, who was ^{mood} , {did} .
, whose ^{kin} is a {job} , {did} .
, our new ^{job} , speaks {language} .
T: , once a famous ^{job} , lives alone now .
T: , the ^{kinself} of a rich {job} , {did} .
V: , a ^{kinself} of mine , moved to {city} .
[tight coordination]
and {his} ^{kin} came to visit us .
and {his} ^{kin} were not at home .
, {first} and I ^went to {city} {when} .
with {his} ^hands in {his} pockets , looked out of the window .
and {his} ^{kin} live in {city} .
and ^{first} {did} at the same time .
and {person} are ^married .
and I ^{sound} all the way home .
or {his} ^{kin} will open the door .
T: and {his} ^{kin} , both tired , {did} {where} .
T: , ^{first} and {first} {did} together .
V: and {his} ^{kin} were late .
[tight possessive]
's ^birthday is in {month} .
's ^{kin} and {kin} {did} .
's new ^boss is from {country} .
's ^{kin} {did} {where} .
's ^{kin} is a {job} .
's {belong} is on ^{his} desk .
T: 's ^{kin} and my {kin} went to school together .
V: 's ^{kin} was {mood} .
[object apposition]
, a ^{job} from {city} .
, my ^{kinself} .
, the ^{kinself} of my {job} .
, a very ^{trait} {job} .
, who was ^{person_pp} in {city} .
, who ^{study} {when} .
, who always ^{sound} {where} .
, whose ^{kin} lives in {city} .
T: , who is as ^{trait} as {his} {kin} .
T: , the ^{job} with the red scarf .
V: , a ^{job} I met on the train .
[object pronoun]
when ^{he} was a child .
and the way ^{he} laughs .
as ^{he} was before the accident .
because ^{he} is so {trait} .
because , after all these years , ^{he} is still a good {job} .
, and I hope that ^{he} {did} .
and ^{his} {kin} .
and wonder how ^{he} is .
, although we have never met ^{him} in person .
T: as if ^{he} were a child .
T: and the day when ^{he} {did} in the park .
V: since ^{he} is always {mood} .
[was complement]
a ^{job} ?
a good ^{job} , or just lucky ?
really ^{mood} ?
^{mood} {when} ?
^{person_pp} in {city} or in {city} ?
your ^{kinself} ?
T: ever ^{mood} as a child ?
T: the ^{job} from the second floor ?
V: as ^{mood} as you are ?
[did verb]
^call you {when} ?
^forget {his} {belong} again ?
^marry {person} ?
^sleep well {when} ?
^wash {his} {body} ?
T: ^ask you for {his} {belong} ?
T: really ^forget {his} own birthday ?
V: ^call {his} {kin} ?
"""

WORK = """
[subject complement]
is a very long ^{genre} .
is not a ^{genre} for children .
must be the best ^{genre} of the year .
was the only ^{genre} that made us laugh .
was a ^{genre} long before {year} .
is a wonderful ^{genre} about love .
is a ^{genre} , not a person .
is a ^{genre} by {person} .
is my favourite ^{genre} .
was the first ^{genre} we studied at school .
is the saddest ^{genre} ever written .
is a ^{genre} in {n} parts .
is the title of a ^{genre} .
was a ^{genre} before it was anything else .
T: is not the best ^{genre} by {person} .
T: remains the most famous ^{genre} of its time .
V: became a ^{genre} that everybody knew .
[subject verb]
never ^{work_did} outside {country} .
soon ^{work_did} in {country} as well .
, which ^{work_did} in {year} , is still popular .
had already ^closed when we wanted to see it .
^made people laugh and cry .
^tells the story of two sisters .
^ends badly for everyone .
^{work_did} in {year} .
^{work_did} in {city} {when} .
^{work_did} and was a great success .
^{work_did} , and the critics loved it .
T: , which ^{work_did} in {year} , made its author rich .
T: finally ^{work_did} after {n} years .
V: ^{work_did} to everybody 's surprise .
[tight apposition]
, a very long ^{genre} , sold well .
, the new ^{genre} , was a success .
's last ^scene is wonderful .
, a ^{genre} by {person} , made us cry .
, the ^{genre} by {person} , is on our reading list .
, which ^{work_did} , is known everywhere .
T: , that old ^{genre} , still moves people .
V: , the great ^{genre} , is too long .
[object apposition]
, a ^{genre} by {person} .
, the ^{genre} we studied at school .
, which ^{work_did} in {year} .
, an early ^{genre} .
T: , the only ^{genre} that {person} finished .
V: , surely the saddest ^{genre} of all .
[object pronoun]
because ^it has a happy end .
when ^it was on at the theatre .
and everything else that was ^written that year .
because ^it is such a good {genre} .
and the music in ^it .
, although I have never understood ^it .
T: as if ^it were the only {genre} in the world .
V: since ^it was first shown here .
[was complement]
a ^{genre} by {person} ?
the best ^{genre} by {person} ?
on at the ^cinema {when} ?
T: really just a ^{genre} ?
V: a ^{genre} or a poem ?
"""
