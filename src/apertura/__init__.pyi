from apertura.reader import Procedencia as Procedencia
from apertura.reader import abrir as abrir
from apertura.reader import rastrear as rastrear

__version__: str
