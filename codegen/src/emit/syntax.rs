//! Rust's syntax, as far as the generated file needs it: built node by node, as parsing it would
//! take most of the generator's time, and laid out by prettyplease piece by piece, as the tree of
//! the whole file would take most of its memory.
//!
//! Text gets in as a literal only, and as a name only where the ledger has checked it.

use proc_macro2::{Ident, Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::{
    AttrStyle, Attribute, Expr, ExprArray, ExprCall, ExprLit, ExprPath, ExprReference, ExprStruct,
    FieldValue, Generics, ImplItem, ImplItemConst, Item, ItemConst, ItemImpl, Lit, LitInt, LitStr,
    MacroDelimiter, Member, Meta, MetaList, MetaNameValue, Path, PathSegment, Type, TypePath,
    Visibility,
};

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn path(names: &[&str]) -> Path {
    Path {
        leading_colon: None,
        segments: names
            .iter()
            .map(|name| PathSegment::from(ident(name)))
            .collect(),
    }
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// `"text"`
pub(super) fn string(text: &str) -> Expr {
    literal(Lit::Str(LitStr::new(text, Span::call_site())))
}

/// `403042`
pub(super) fn integer(number: u32) -> Expr {
    let digits = number.to_string();
    literal(Lit::Int(LitInt::new(&digits, Span::call_site())))
}

/// `a::b`
pub(super) fn name(names: &[&str]) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: path(names),
    })
}

/// `function(argument)`
pub(super) fn call(function: Expr, argument: Expr) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(function),
        paren_token: syn::token::Paren::default(),
        args: Punctuated::from_iter([argument]),
    })
}

/// `&[a, b]`
pub(super) fn slice(elements: impl IntoIterator<Item = Expr>) -> Expr {
    let array = ExprArray {
        attrs: Vec::new(),
        bracket_token: syn::token::Bracket::default(),
        elems: elements.into_iter().collect(),
    };
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: <syn::Token![&]>::default(),
        mutability: None,
        expr: Box::new(Expr::Array(array)),
    })
}

/// `Name { field: value }`
pub(super) fn record<const N: usize>(name: &str, fields: [(&str, Expr); N]) -> Expr {
    let field = |(name, expr)| FieldValue {
        attrs: Vec::new(),
        member: Member::Named(ident(name)),
        colon_token: Some(<syn::Token![:]>::default()),
        expr,
    };
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: path(&[name]),
        brace_token: syn::token::Brace::default(),
        fields: fields.into_iter().map(field).collect(),
        dot2_token: None,
        rest: None,
    })
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <syn::Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}

/// `/// line`
pub(super) fn doc(line: &str) -> Attribute {
    // The space that people write after `///`.
    let line = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    attribute(Meta::NameValue(MetaNameValue {
        path: path(&["doc"]),
        eq_token: <syn::Token![=]>::default(),
        value: string(&line),
    }))
}

/// `#[name(tokens)]`
pub(super) fn list(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: path(&[name]),
        delimiter: MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens,
    }))
}

/// `#[a::b]`
pub(super) fn mark(names: &[&str]) -> Attribute {
    attribute(Meta::Path(path(names)))
}

/// The lines of `pub const NAME: Self = value;`, as they stand in an `impl`.
pub(super) fn associated_const(attributes: Vec<Attribute>, name: &str, value: Expr) -> String {
    let constant = ImplItem::Const(ImplItemConst {
        attrs: attributes,
        vis: Visibility::Public(<syn::Token![pub]>::default()),
        modifiers: syn::ConstModifiers::default(),
        const_token: <syn::Token![const]>::default(),
        ident: ident(name),
        generics: Generics::default(),
        colon_token: <syn::Token![:]>::default(),
        ty: self_type(),
        eq_token: <syn::Token![=]>::default(),
        expr: value,
        semi_token: <syn::Token![;]>::default(),
    });
    inner_lines(Item::Impl(ItemImpl {
        attrs: Vec::new(),
        modifiers: syn::ImplModifiers::default(),
        unsafety: None,
        impl_token: <syn::Token![impl]>::default(),
        generics: Generics::default(),
        trait_: None,
        self_ty: Box::new(self_type()),
        brace_token: syn::token::Brace::default(),
        items: vec![constant],
    }))
}

/// The lines of `element,`, as they stand in a slice of many; `element` is too long for one line.
pub(super) fn element(element: Expr) -> String {
    inner_lines(Item::Const(ItemConst {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: syn::ConstModifiers::default(),
        const_token: <syn::Token![const]>::default(),
        ident: ident("SLICE"),
        generics: Generics::default(),
        colon_token: <syn::Token![:]>::default(),
        ty: Box::new(self_type()),
        eq_token: <syn::Token![=]>::default(),
        expr: Box::new(slice([element])),
        semi_token: <syn::Token![;]>::default(),
    }))
}

fn self_type() -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: path(&["Self"]),
    })
}

/// The text of `item`, without the lines that open and close it.
fn inner_lines(item: Item) -> String {
    let mut text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    // In place: a description of many megabytes need not be held twice.
    let last = text.trim_end().rfind('\n').map_or(0, |end| end + 1);
    text.truncate(last);
    let first = text.find('\n').map_or(0, |end| end + 1);
    text.drain(..first);
    text
}
