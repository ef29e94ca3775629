//! Languages of a fenced code block (card-json-2 §13.7).

/// Languages of a fenced code block, in lower case, sorted.
#[rustfmt::skip]
pub static CODE_LANGUAGES: &[&str] = &[
    "abap", "ada", "apache", "apex", "assembly", "bash", "c", "c_sharp", "cmake", "cobol", "coffee_script",
    "cpp", "css", "d", "dart", "delphi", "diff", "django", "docker_file", "erlang", "fortran", "gherkin", "go",
    "graphql", "groovy", "haskell", "html", "htmlbars", "http", "java", "javascript", "json", "julia", "kotlin",
    "latex", "lisp", "lua", "makefile", "markdown", "matlab", "nginx", "objective_c", "opengl_shading_language",
    "perl", "php", "plain_text", "powershell", "prolog", "properties", "protobuf", "python", "r", "ruby",
    "rust", "sas", "scala", "scheme", "scss", "shell", "solidity", "sql", "swift", "thrift", "toml",
    "typescript", "vbscript", "visual_basic", "xml", "yaml",
];
