//! Words, numbers and signs of a predicate, each with its column.

use crate::figure::FigureError;

/// The smallest piece of a predicate.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name, dots included; a name may begin with a dot.
    Word(String),
    /// A number that is not negative.
    Number(f64),
    /// `<`, `<=`, `>`, `>=`, `==`, `!=`, `+`, `-`, `*`, `/`.
    Sign(&'static str),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

const SIGNS: [&str; 10] = ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/"];

/// The tokens of a text, taken one by one.
pub struct Tokens {
    all: Vec<(usize, Token)>,
    next: usize,
    end: usize,
}

impl Tokens {
    /// Cuts `text` into tokens.
    pub fn of(text: &str) -> Result<Tokens, FigureError> {
        let chars: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            let column = at + 1;
            let run = |from: usize, part: fn(char) -> bool| {
                let end = chars[from..].iter().position(|c| !part(*c));
                end.map_or(chars.len(), |n| from + n)
            };
            let sign = SIGNS.iter().find(|sign| {
                let mut rest = chars[at..].iter();
                sign.chars().all(|wanted| rest.next() == Some(&wanted))
            });
            let (token, end) = match (c, sign) {
                (c, _) if c.is_whitespace() => {
                    at += 1;
                    continue;
                }
                (_, Some(sign)) => (Token::Sign(sign), at + sign.len()),
                ('(', _) => (Token::Open, at + 1),
                (')', _) => (Token::Close, at + 1),
                (',', _) => (Token::Comma, at + 1),
                (c, _) if c.is_ascii_digit() => {
                    let end = run(at, |c| c.is_ascii_digit() || c == '.' || c == '_');
                    let digits: String = chars[at..end].iter().filter(|c| **c != '_').collect();
                    let number = digits.parse().map_err(|_| FigureError {
                        column,
                        text: format!("{digits} is no number"),
                    })?;
                    (Token::Number(number), end)
                }
                (c, _) if c.is_alphabetic() || c == '.' => {
                    let end = run(at, |c| c.is_alphanumeric() || c == '_' || c == '.');
                    (Token::Word(chars[at..end].iter().collect()), end)
                }
                (c, _) => {
                    return Err(FigureError {
                        column,
                        text: format!("{c:?} has no meaning here"),
                    });
                }
            };
            all.push((column, token));
            at = end;
        }
        Ok(Tokens {
            all,
            next: 0,
            end: chars.len() + 1,
        })
    }

    /// Where the next token stands.
    pub fn column(&self) -> usize {
        self.all.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    /// The next token, left in place.
    pub fn peek(&self) -> Option<&Token> {
        self.all.get(self.next).map(|(_, token)| token)
    }

    /// Takes the next token if it is this one.
    pub fn eat(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.next += usize::from(is_next);
        is_next
    }

    /// Takes the next token if it is this word.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Word(next)) if next == word);
        self.next += usize::from(is_next);
        is_next
    }

    /// Takes one of these signs, if one is next.
    pub fn eat_sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let found = match self.peek() {
            Some(Token::Sign(sign)) => signs.iter().find(|known| *known == sign).copied(),
            _ => None,
        };
        self.next += usize::from(found.is_some());
        found
    }

    /// Shortens the next word by its beginning.
    pub fn drop_prefix(&mut self, prefix: &str) {
        if let Some((column, Token::Word(word))) = self.all.get_mut(self.next)
            && let Some(rest) = word.strip_prefix(prefix)
        {
            *word = rest.to_owned();
            *column += prefix.chars().count();
        }
    }

    /// Takes this token.
    pub fn expect(&mut self, token: &Token, shown: &str) -> Result<(), FigureError> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.wanted(shown))
        }
    }

    /// Takes this word.
    pub fn keyword(&mut self, word: &str) -> Result<(), FigureError> {
        if self.eat_word(word) {
            Ok(())
        } else {
            Err(self.wanted(word))
        }
    }

    /// Takes any word.
    pub fn word(&mut self, wanted: &str) -> Result<String, FigureError> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.wanted(wanted)),
        }
    }

    /// Takes a whole number.
    pub fn whole(&mut self) -> Result<u32, FigureError> {
        match self.peek() {
            Some(Token::Number(n)) if f64::from(*n as u32) == *n => {
                let whole = *n as u32;
                self.next += 1;
                Ok(whole)
            }
            _ => Err(self.wanted("a whole number")),
        }
    }

    /// Refuses what is left over.
    pub fn end(&self) -> Result<(), FigureError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.wanted("the end")),
        }
    }

    /// Takes the next token, whatever it is.
    pub fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// The error that something else was wanted here.
    pub fn wanted(&self, wanted: &str) -> FigureError {
        let found = match self.peek() {
            None => "the end".to_owned(),
            Some(Token::Word(word)) => word.clone(),
            Some(Token::Number(number)) => number.to_string(),
            Some(Token::Sign(sign)) => (*sign).to_owned(),
            Some(Token::Open) => "(".to_owned(),
            Some(Token::Close) => ")".to_owned(),
            Some(Token::Comma) => ",".to_owned(),
        };
        FigureError {
            column: self.column(),
            text: format!("{wanted} is wanted here, not {found}"),
        }
    }
}
