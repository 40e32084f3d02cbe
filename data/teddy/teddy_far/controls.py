"""Lists of the controls: cues to the left, and legends whose marks stand to the right."""

# What stands before a word and says what it names; the same words follow in both sentences.
LEFT_CUES = {
    "PER": """
The nurse smiled at
My sister is married to
We were invited by
The doctor examined
She danced with
The children were baptised by
The police arrested
He has a son called
The teacher praised
I had a long talk with
The girl fell in love with
Our neighbour shook hands with
My brother looks like
The old man kissed
The barber shaved
The doctor had dinner with
My brother said goodbye to
Our teacher is engaged to
The judge sent a letter to
The girl wants to marry
She looks like
The children played cards with
My father went to school with
T: The nurse danced with
T: The old man shook hands with
T: The girl was baptised by
T: The doctor is married to
T: The children said goodbye to
T: Our neighbour had a long talk with
V: The teacher smiled at
V: My brother fell in love with
V: The judge shook hands with
""",
    "LOC": """
The train stopped in
We flew to
The ship sailed to
The road leads to
They live in
The army occupied
The river flows through
Her house is in
The mountains lie behind
We spent our holidays in
The bus drove through
The flood destroyed
A storm hit
The capital lies near
Many tourists visit
The plane landed in
They walked all the way to
The hotel stands in
The soldiers crossed the border into
It never snows in
There is a cathedral in
The road goes from the coast to
A new museum opened in
T: The ship stopped in
T: We spent the summer in
T: The road runs through
T: The train goes to
T: The hotel lies near
T: The tourists flew to
V: The bus stopped in
V: The river runs through
V: They spent the winter in
""",
    "ORG": """
She bought shares of
I met the shareholders of
My bank lent money to
The factory belongs to
He is the chairman of
The lawyers sued
The minister wants to tax
The engineers work for
The court fined
The union has a contract with
The directors resigned from
Our firm competes with
The new goalkeeper signed for
The referee punished
The fans sang for
The striker plays for
She works in the offices of
We read about the profits of
He is the director of
The workers went on strike at
The coach was sacked by
Three hundred engineers were hired by
I like the new products of
T: The lawyers work for
T: We met the new chairman of
T: I bought the shares of
T: The goalkeeper plays for
T: He sold his shares of
T: The designers were hired by
V: I read about the products of
V: The striker signed for
V: She is the director of
""",
}
NEUTRAL_ENDS = """
.
, I think .
, as you know .
, of course .
, as everybody knows .
, according to the newspaper .
, according to {source} .
, as {source} told us {where} .
, as {source} told me {when} .
, and nobody knows why .
, if I understood {source} correctly .
T: , or so we heard {where} .
T: , by the way .
T: , to quote {source} .
V: , they say .
V: , if {source} can be believed .
"""
# Sort -> what the two readings are called in a legend.
LEGENDS = {
    "PER": ("people", "persons", "children"),
    "LOC": ("places", "towns"),
    "ORG": ("companies", "firms"),
}
LEADS = """
In my notebook
On this list
In this register
In the old book
In our index
In the table below
On the poster
In her letters
T: On the blackboard
T: In this album
V: On the last page
"""
# The two marks of a legend, and how they read in "people are MARK" and "Jordan , MARK , ...".
MARKS = """
in red | in blue
on the left | on the right
in capitals | in italics
"""
MARK_ENDS = """
, is new .
, comes next .
, stands on page {n} .
, was added {when} .
, is listed twice .
T: , follows at once .
T: , is missing .
V: , was forgotten .
"""
