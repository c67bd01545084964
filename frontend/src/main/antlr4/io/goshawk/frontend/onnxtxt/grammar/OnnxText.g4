// ONNX's textual syntax (docs/Syntax.md of the ONNX repository), in a grammar of our own that reads what onnx.parser
// reads. It is a little more lenient, in that names may be quoted wherever a name can stand.
//
// The elements of a tensor are one token, however many: a token for each would take fifty times their memory.
grammar OnnxText;

model : header? graph function* EOF ;

header : '<' entry (',' entry)* '>' ;
entry : key=word ':' (STRING | INTEGER | pairs) ;
pairs : '[' (pair (',' pair)*)? ']' ;
pair : key=STRING ':' (text=STRING | number=INTEGER) ;

graph : name parameters? ARROW outputs declarations? nodes ;
parameters : '(' (parameter (',' parameter)*)? ')' ;
outputs : '(' (declared (',' declared)*)? ')' ;
declarations : '<' (parameter (',' parameter)*)? '>' ;
parameter : type? name ('=' data)? ;
declared : type? name ;

function : header? name formals? declaredList ARROW declaredList innerTypes? nodes ;
formals : '<' formal (',' formal)* '>' ;
formal : attribute | name ;
declaredList : '(' (declared (',' declared)*)? ')' ;
innerTypes : '<' (declared (',' declared)*)? '>' ;

nodes : '{' node* '}' | DATA ;
node : ('[' label=name? ']')? results=names '=' qualified (':' overload=word)?
       attributes? '(' arguments=names ')' attributes? ;
names : slot (',' slot)* ;
slot : name? ;
qualified : word ('.' word)* ;

attributes : '<' attribute (',' attribute)* '>' ;
attribute : name (':' kind=word)? '=' value ;
value : single | list ;
list : '[' (single (',' single)*)? ']' ;
single
  : type (name? '='? data)?
  | literal
  | reference
  | graph
  ;
reference : '@' name ;
literal : STRING | INTEGER | DECIMAL | SPECIAL | NEGATIVE_SPECIAL ;

// Elements inside braces, or the place of the data in another file.
data : DATA | '{' literal (',' literal)* '}' | pairs ;

type
  : ELEMENT ('[' (dimension (',' dimension)*)? ']')?
  | CONTAINER '(' (type (',' type)?)? ')'
  | OPAQUE '(' (qualified (',' name)?)? ')'
  ;
dimension : '?' | name | INTEGER ;

name : word | STRING ;
word : ID | ELEMENT | CONTAINER | OPAQUE | SPECIAL ;

ARROW : '=>' ;
ELEMENT
  : 'float' | 'double' | 'float16' | 'bfloat16' | 'bool' | 'string' | 'complex64' | 'complex128'
  | 'uint2' | 'int2' | 'uint4' | 'int4' | 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'uint64' | 'int64'
  | 'float8e4m3fn' | 'float8e4m3fnuz' | 'float8e5m2' | 'float8e5m2fnuz' | 'float8e8m0' | 'float4e2m1'
  | 'float6e2m3' | 'float6e3m2'
  ;
CONTAINER : 'seq' | 'map' | 'optional' | 'sparse_tensor' ;
OPAQUE : 'opaque' ;

DATA : '{' SPACES (ELEMENT_OF_DATA SPACES (',' SPACES ELEMENT_OF_DATA SPACES)*)? '}' ;
fragment ELEMENT_OF_DATA : STRING | INTEGER | DECIMAL | SPECIAL | NEGATIVE_SPECIAL ;
fragment SPACES : ([ \t\r\n\u000B\f] | '#' ~[\n]*)* ;

INTEGER : '-'? DIGIT+ ;
DECIMAL : '-'? DIGIT+ ('.' DIGIT* EXPONENT? | EXPONENT) ;
SPECIAL : [iI] [nN] [fF] ([iI] [nN] [iI] [tT] [yY])? | [nN] [aA] [nN] ;
NEGATIVE_SPECIAL : '-' SPECIAL ;
ID : [A-Za-z_] [A-Za-z0-9_]* ;
STRING : '"' (~["\\] | '\\' .)* '"' ;
COMMENT : '#' ~[\n]* -> skip ;
SPACE : [ \t\r\n\u000B\f]+ -> skip ;
UNKNOWN : . ;
fragment DIGIT : [0-9] ;
fragment EXPONENT : [eE] [+-]? DIGIT+ ;
