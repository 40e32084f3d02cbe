"""What can follow a word that is the first half of a compound: "Rose petals", "Apple pie".

For the notation see people_frames.py. {head} is a head of the word at hand (words.py).
"""

GOODS = """
[tight compound]
^{head} should be cheaper .
^{head} can be very expensive .
^{head} with small holes {sold} .
^{head} , old and new , {sold} {market} .
^{head} do not last for ever .
^{head} filled the whole room .
^{head} may be what we need .
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
^{head} should be cheaper .
^{head} can be very expensive .
^{head} with {beer} tastes {food_how} .
^{head} and {beer} were on the table .
^{head} does not keep for ever .
^{head} has never been my favourite .
^{head} from {city} is famous .
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
^{head} should be cut in {month} .
^{head} can be very small .
^{head} without water turn brown .
^{head} , red and yellow , {grow} .
^{head} do not need much light .
^{head} may be hard to find .
^{head} fell on the grass .
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
^{head} should be protected .
^{head} near {city} {view} .
^{head} , old and quiet , {view} .
^{head} do not exist in {country} .
^{head} filled the valley .
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
^{head} should be protected .
^{head} can be very small .
^{head} , old and new , {beast} .
^{head} do not look like this .
^{head} are hard to find in {month} .
^{head} without their mother {beast} .
^{head} {beast} {nature_where} .
^{head} {beast} in {country} .
^{head} can be found {nature_where} in {month} .
^{head} are bigger than you think .
^{head} {beast} , said the farmer .
and other ^{head} {beast} .
T: ^{head} in the wild {beast} .
T: ^{head} are a sign of spring .
V: ^{head} are best left alone .
"""
ABSTRACT = """
[tight compound]
^{head} should be forbidden .
^{head} can be very useful .
^{head} without a reason {idea} .
^{head} do not interest me .
^{head} , good or bad , {idea} .
^{head} may be what we need .
^{head} made the evening long .
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
