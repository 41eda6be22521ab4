using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Text;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Imports candidate tables from CSV files with a header. A table is replaced as a whole, or stays as it was.</summary>
public static partial class VocabularyImporter
{
    private static readonly string[] UsualColumns = ["candidate", "long_title", "description", "label", "name", "title", "display", "term"];

    /// <summary>Imports one file.</summary>
    /// <param name="store">The vocabularies' file; made where it is not there.</param>
    /// <param name="csv">The file; <c>.gz</c> is unpacked.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="column">The column of the candidates' names; null for the first that is usually called so.</param>
    /// <param name="description">What the candidates are.</param>
    /// <param name="cancellationToken">Stops the import; the table stays as it was.</param>
    /// <exception cref="InvalidDataException">The file is no such table; the message names what is wrong.</exception>
    public static CandidateTable Import(string store, string csv, string name, string? column, string? description, CancellationToken cancellationToken)
    {
        if (!TableName().IsMatch(name))
        {
            throw new InvalidDataException($"'{name}' is no name for a table: small letters, digits and _, at most 60.");
        }

        using FileStream file = File.OpenRead(csv);
        string digest = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Position = 0;
        using Stream text = WholeGzipStream.Unpacked(file, Path.GetFileName(csv));
        using var reader = new StreamReader(text);
        using IEnumerator<string[]> records = CsvReader.Read(reader).GetEnumerator();
        do
        {
            if (!records.MoveNext())
            {
                throw new InvalidDataException($"{Path.GetFileName(csv)} is empty.");
            }
        }
        // Official tables open with a title: one filled field, the others blank.
        while (records.Current.Length > 1 && records.Current.Count(static field => field.Trim().Length > 0) <= 1);

        string[] header = [.. records.Current.Select(static field => field.Trim().Trim('\uFEFF', '\'').ToLowerInvariant())];
        int place = Candidates(header, column, csv);
        string[] others = [.. header.Where((_, index) => index != place)];
        string source = $"{Path.GetFileName(csv)} sha256:{digest}";
        using SqliteConnection connection = VocabularySchema.OpenToWrite(store);
        using SqliteTransaction transaction = connection.BeginTransaction();
        Clear(connection, name);
        int count = Insert(connection, name, records, header.Length, place, csv, cancellationToken);
        if (count == 0)
        {
            throw new InvalidDataException($"{Path.GetFileName(csv)} has no candidate in the column '{header[place]}'.");
        }

        Run(connection, "INSERT INTO vocabulary VALUES($1, $2, $3, $4)", name, description ?? header[place], source, JsonSerializer.Serialize(others));
        transaction.Commit();
        return new CandidateTable(name, description ?? header[place], source, others, count);
    }

    private static int Candidates(string[] header, string? column, string csv)
    {
        string? wanted = column is null ? UsualColumns.FirstOrDefault(header.Contains) : column.Trim().ToLowerInvariant();
        int place = wanted is null ? -1 : Array.IndexOf(header, wanted);
        return place >= 0
            ? place
            : throw new InvalidDataException($"{Path.GetFileName(csv)} has no column '{wanted ?? "candidate"}'; name the candidates' one. Columns: {string.Join(", ", header)}.");
    }

    private static int Insert(
        SqliteConnection connection, string name, IEnumerator<string[]> records, int width, int place, string csv, CancellationToken cancellationToken)
    {
        using SqliteCommand insert = Command(connection, "INSERT OR IGNORE INTO candidate(vocabulary, text, fields) VALUES($1, $2, $3)", name, "", "");
        int count = 0;
        for (int line = 2; records.MoveNext(); line++)
        {
            string[] record = records.Current;
            cancellationToken.ThrowIfCancellationRequested();
            if (record is [""])
            {
                continue;
            }

            if (record.Length != width)
            {
                throw new InvalidDataException($"{Path.GetFileName(csv)}: record {line} has {record.Length} fields, the header {width}.");
            }

            string text = record[place].Trim();
            if (text.Length > 0)
            {
                insert.Parameters[1].Value = text;
                insert.Parameters[2].Value = JsonSerializer.Serialize(record.Where((_, index) => index != place).Select(static field => field.Trim().Trim('\'')));
                count += insert.ExecuteNonQuery();
            }
        }

        return count;
    }

    private static void Clear(SqliteConnection connection, string name)
    {
        Run(connection, "DELETE FROM embedding WHERE candidate IN (SELECT id FROM candidate WHERE vocabulary = $1)", name);
        Run(connection, "DELETE FROM candidate WHERE vocabulary = $1", name);
        Run(connection, "DELETE FROM vocabulary WHERE name = $1", name);
    }

    private static void Run(SqliteConnection connection, string sql, params string[] values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int place = 0; place < values.Length; place++)
        {
            command.Parameters.AddWithValue($"${place + 1}", values[place]);
        }

        return command;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();
}
