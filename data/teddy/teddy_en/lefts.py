"""What stands to the left of the ambiguous word, the same in both sentences of a pair.

A line is "weight | before [| after the closing mark]". It says nothing about the label.
"""

START = """
12 |
2 | " | "
1 | He said : " | "
1 | She asked me to write this down : " | "
1 | My aunt wrote : " | "
1 | News :
1 | Note :
1 | From my diary :
1 | Example 4 :
1 | Line 3 :
1 | ( | )
1 | The sign said : " | "
"""
MIDDLE = """
8 |
2 | I think that
2 | We all know that
1 | The teacher told us that
1 | According to the newspaper ,
1 | As far as I know ,
1 | In my opinion ,
1 | It is true that
1 | Nobody doubts that
1 | My uncle says that
1 | To be honest ,
1 | They wrote that
1 | The book says that
1 | I was surprised to hear that
1 | We were told that
1 | " You must know that | "
1 | She was sure that
1 | But
1 | And then they said that
1 | It seems that
"""
OBJECT = """
3 | We often talk about
2 | I like
2 | Everybody loves
1 | She wrote a letter about
1 | He never speaks of
1 | I still dream of
1 | My mother adores
1 | They have heard of
1 | Last night I thought of
1 | She cannot forget
1 | Let me tell you about
1 | Today 's lesson is about
1 | Nobody understands
"""
WAS = """
3 | Was
1 | Tell me , was
1 | And was
1 | Who knows : was
"""
DID = """
4 | Did
1 | When did
1 | Why did
1 | And did
"""
# A parenthesis after the ambiguous word puts the cue further away.
BRIDGES = """
4 | , of course ,
3 | , I think ,
3 | , as you know ,
2 | , I am told ,
2 | , as everybody knows ,
2 | , to my great surprise ,
2 | , if the newspapers are right ,
2 | , as my grandmother always said ,
1 | , as far as we can tell today ,
1 | , and this is not a joke ,
1 | , as I told you on the phone last night ,
1 | , and this is something that most people do not know ,
1 | , if I may believe what they say in the shop on the corner ,
"""
