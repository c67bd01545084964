// Graphs as text: one generic form for every operation of every dialect. What an attribute means is decided by
// the type of the record component that it fills, so the grammar knows no operation and no attribute.
grammar Goshawk;

file : (graph | resource)* EOF ;

graph : 'graph' GRAPH '(' (input (',' input)*)? ')' '{' node* 'return' (output (',' output)*)? '}' ;
input : VALUE STRING? ':' type means? location? ;
output : VALUE STRING? means? location? ;
means : 'means' attribute ;

node : result=VALUE '=' dialect=word '.' operation=word (operands+=VALUE (',' operands+=VALUE)*)?
       ('{' (field (',' field)*)? '}')? ':' type location? ;
field : word '=' attribute ;

attribute
  : number                                                    # numberAttribute
  | '(' rational=number '+' factor=number '*' 'sqrt' '(' radicand=number ')' ')'  # rootAttribute
  | STRING                                                    # stringAttribute
  | word                                                      # wordAttribute
  | word '(' (field (',' field)*)? ')'                        # recordAttribute
  | '[' (attribute (',' attribute)*)? ']'                     # listAttribute
  | 'dense' '<' RESOURCE '>'                                  # resourceAttribute
  | 'dense' '<' kind=ID? extents? '[' (number (',' number)*)? ']' '>'  # denseAttribute
  | type                                                      # typeAttribute
  ;

type : 'tensor' '<' DIMENSIONS? attribute '>' ;
extents : EXTENTS | INTEGER ;
number : INTEGER | DYADIC | FRACTION | DECIMAL ;

location : 'at' place ;
place : ID '(' (part (',' part)*)? ')' ;
part : STRING | INTEGER | place ;

resource : 'resource' RESOURCE ':' kind=ID extents? '=' STRING ;

// Words that mean something elsewhere may name components and records all the same.
word : ID | 'graph' | 'return' | 'means' | 'at' | 'sqrt' | 'dense' | 'tensor' | 'resource' ;

VALUE : '%' DIGIT+ ;
GRAPH : '@' ([A-Za-z0-9_.$/-]+ | STRING) ;
RESOURCE : '#' [A-Za-z0-9_]+ ;
DIMENSIONS : (DIGIT+ 'x')+ ;
EXTENTS : DIGIT+ ('x' DIGIT+)+ ;
INTEGER : '-'? DIGIT+ ;
DYADIC : '-'? DIGIT+ 'p' '-'? DIGIT+ ;
FRACTION : '-'? DIGIT+ '/' DIGIT+ ;
DECIMAL : '-'? (DIGIT+ '.' DIGIT+ ([eE] [+-]? DIGIT+)? | 'Infinity') | 'NaN' ;
ID : [A-Za-z_] [A-Za-z0-9_-]* ;
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
COMMENT : '//' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n]+ -> skip ;
UNKNOWN : . ;
fragment DIGIT : [0-9] ;
