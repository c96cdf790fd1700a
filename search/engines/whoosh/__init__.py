"""The default engine: an index in a folder, kept by Whoosh. Needs no server and no compiler.

schema     what Whoosh keeps of a document: tokens with their positions, the document as JSON, its facts
columns    what is asked of all articles at once, as arrays beside Whoosh's files: dates, lengths, facet values
codec      how Whoosh's posting lists are written and read
lexicon    words that may be names, by the keys of their spellings
bits       sets of articles as integers
postings   the articles and places of a token
occurrences  the articles and places of a leaf of a query
evaluate   a query tree becomes the set of matching articles and their scores
seen       one article, for explaining its score
facets     filters and counts
snapshot   one generation, open for reading
writer     one batch, from lock to publication
engine     the face to the outside
failures   Whoosh's and the system's errors become ours
"""

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
