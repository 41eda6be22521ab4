using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Terminology;

/// <summary>
/// ICD-10-CM codes and CCSR categories, looked up by code, by category and by words. Comes with a small sample; the whole
/// is imported from the official files. Safe for concurrent callers (one at a time inside).
/// </summary>
public sealed class TerminologyIndex : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS code (code TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS category (code TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS member (category TEXT NOT NULL, code TEXT NOT NULL, is_default INTEGER NOT NULL, PRIMARY KEY (category, code)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS member_code ON member (code);
        CREATE VIRTUAL TABLE IF NOT EXISTS title_fts USING fts5 (system UNINDEXED, code UNINDEXED, title UNINDEXED, terms, tokenize='ascii');
        """;

    private static readonly Lazy<TerminologyIndex> LazySample = new(static () =>
    {
        var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        var sample = new TerminologyIndex(database);
        sample.Put(PassagePack.ResourceLines("codes.txt").Select(static line => line.Split('|'))
            .Select(static cells => new CodeMapping(cells[0], cells[1], cells[2], cells[3], cells[4] == "Y")));
        return sample;
    });

    private readonly SqliteConnection database;
    private readonly Lock gate = new();

    static TerminologyIndex() => SQLitePCL.Batteries_V2.Init();

    private TerminologyIndex(SqliteConnection database) => this.database = database;

    /// <summary>The sample that comes with the program: the codes of the presenting problems that it knows.</summary>
    public static TerminologyIndex Sample => LazySample.Value;

    /// <summary>Opens a database of codes read-only; null where there is none.</summary>
    public static TerminologyIndex? Open(string file) =>
        File.Exists(file) ? new TerminologyIndex(IndexFile.Connect(file, SqliteOpenMode.ReadOnly)) : null;

    /// <summary>Imports an official file, all or nothing; codes that are there get the file's titles.</summary>
    /// <returns>Rows read.</returns>
    /// <exception cref="InvalidDataException">The file is none of the official forms.</exception>
    public static int Import(string database, string file)
    {
        CodeMapping[] rows = [.. TerminologyFiles.Read(file)];
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(database))!);
        using SqliteConnection connection = IndexFile.Connect(database, SqliteOpenMode.ReadWriteCreate);
        Sql.Execute(connection, "PRAGMA journal_mode=WAL");
        new TerminologyIndex(connection).Put(rows);
        return rows.Length;
    }

    /// <summary>How many codes and categories there are.</summary>
    public (int Codes, int Categories) Count()
    {
        lock (gate)
        {
            return ((int)Sql.Scalar<long>(database, "SELECT count(*) FROM code"), (int)Sql.Scalar<long>(database, "SELECT count(*) FROM category"));
        }
    }

    /// <summary>
    /// Looks up a code (its title and categories), a category (its title and codes), the beginning of codes (N17), or words
    /// (the best titles of either system).
    /// </summary>
    /// <returns>The rows asked for and how many there are altogether.</returns>
    public (IReadOnlyList<CodedTerm> Terms, int Total) Look(string query, int skip, int count)
    {
        ArgumentNullException.ThrowIfNull(query);
        string code = query.Trim().ToUpperInvariant();
        string plain = code.Replace(".", string.Empty, StringComparison.Ordinal);
        lock (gate)
        {
            return Codes("code.code = $value", plain) is { Count: > 0 } exact ? Page(exact, skip, count)
                : Sql.Scalar<string>(database, "SELECT title FROM category WHERE code = $code", ("$code", code)) is { } title ? Members(code, title, skip, count)
                : plain.Length >= 2 && plain.Length <= 7 && char.IsAsciiLetter(plain[0]) && char.IsAsciiDigit(plain[1]) && Codes("code.code GLOB $value", plain + "*") is { Count: > 0 } below ? Page(below, skip, count)
                : Page(Words(query), skip, count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    private static (IReadOnlyList<CodedTerm>, int) Page(List<CodedTerm> terms, int skip, int count) => ([.. terms.Skip(skip).Take(count)], terms.Count);

    private (IReadOnlyList<CodedTerm>, int) Members(string category, string title, int skip, int count)
    {
        List<CodedTerm> codes = Sql.Read(
            database, "SELECT code.code, code.title, is_default FROM member JOIN code ON code.code = member.code WHERE category = $category ORDER BY is_default DESC, code.code",
            row => new CodedTerm(CodedTerm.Icd, CodedTerm.WithPoint(row.GetString(0)), row.GetString(1), category, title, row.GetBoolean(2)), ("$category", category));
        return Page([new CodedTerm(CodedTerm.Ccsr, category, title), .. codes], skip, count);
    }

    private List<CodedTerm> Codes(string where, string value) => Sql.Read(
        database,
        $"SELECT code.code, code.title, category.code, category.title, coalesce(is_default, 0) FROM code LEFT JOIN member ON member.code = code.code LEFT JOIN category ON category.code = member.category WHERE {where} ORDER BY code.code, is_default DESC, category.code",
        static row => new CodedTerm(CodedTerm.Icd, CodedTerm.WithPoint(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetBoolean(4)),
        ("$value", value));

    private List<CodedTerm> Words(string query)
    {
        string[] words = [.. TextAnalyzer.Words(query).Where(static word => !TextAnalyzer.IsStopWord(word))];
        string[] terms = [.. words.Select(TextAnalyzer.Stem).Distinct(StringComparer.Ordinal)];
        if (terms.Length == 0)
        {
            return [];
        }

        string[] forms = [.. Forms(terms)];
        string[] quoted = [.. terms.Select(static term => $"\"{term}\"")];
        foreach (string match in new[] { string.Join(" AND ", forms), string.Join(" AND ", quoted), string.Join(" OR ", forms.Concat(quoted)) })
        {
            List<(string System, string Code, string Title)> found = Sql.Read(
                database, "SELECT system, code, title FROM title_fts WHERE title_fts MATCH $match ORDER BY rank, length(title), code LIMIT 200",
                static row => (row.GetString(0), row.GetString(1), row.GetString(2)), ("$match", match));
            if (found.Count > 0)
            {
                return [.. found.SelectMany(hit => hit.System == CodedTerm.Icd ? Codes("code.code = $value", hit.Code).Take(1) : [new CodedTerm(CodedTerm.Ccsr, hit.Code, hit.Title)])];
            }
        }

        return [];
    }

    private static IEnumerable<string> Forms(string[] terms)
    {
        for (int at = 0; at < terms.Length;)
        {
            (string[][]? forms, int length) = Synonyms.BuiltIn.At(terms, at);
            yield return forms is null ? $"\"{terms[at]}\"" : "(" + string.Join(" OR ", forms.Select(static form => "\"" + string.Join(' ', form) + "\"")) + ")";
            at += length;
        }
    }

    private void Put(IEnumerable<CodeMapping> rows)
    {
        using SqliteTransaction transaction = database.BeginTransaction();
        Sql.Execute(database, Tables);
        using var code = new PreparedInsert(database, "INSERT INTO code VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET title = excluded.title", 2);
        using var category = new PreparedInsert(database, "INSERT INTO category VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET title = excluded.title", 2);
        using var member = new PreparedInsert(database, "INSERT INTO member VALUES ($1, $2, $3) ON CONFLICT (category, code) DO UPDATE SET is_default = excluded.is_default", 3);
        foreach (CodeMapping row in rows)
        {
            if (row is { Code: { } icd, Title: { } title })
            {
                code.Run(icd, title);
            }

            if (row is { Category: { Length: > 0 } ccsr, CategoryTitle: { } categoryTitle })
            {
                category.Run(ccsr, categoryTitle);
                if (row.Code is { } own)
                {
                    member.Run(ccsr, own, row.IsDefault ? 1 : 0);
                }
            }
        }

        Reindex();
        transaction.Commit();
    }

    private void Reindex()
    {
        Sql.Execute(database, "DELETE FROM title_fts");
        List<(string System, string Code, string Title)> titles = Sql.Read(
            database, "SELECT 'ICD-10-CM', code, title FROM code UNION ALL SELECT 'CCSR', code, title FROM category",
            static row => (row.GetString(0), row.GetString(1), row.GetString(2)));
        using var insert = new PreparedInsert(database, "INSERT INTO title_fts VALUES ($1, $2, $3, $4)", 4);
        foreach ((string system, string code, string title) in titles)
        {
            insert.Run(system, code, title, string.Join(' ', TextAnalyzer.Terms(title)));
        }
    }
}
