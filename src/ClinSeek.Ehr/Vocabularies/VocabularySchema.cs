using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>The file that vocabularies are kept in. Its version is in <c>user_version</c>.</summary>
internal static class VocabularySchema
{
    public const int Version = 2;

    static VocabularySchema() => Batteries_V2.Init();

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or of another version.</exception>
    public static SqliteConnection OpenToRead(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        try
        {
            connection.Open();
            using SqliteCommand version = connection.CreateCommand();
            version.CommandText = "PRAGMA user_version";
            return version.ExecuteScalar() is long and Version
                ? connection
                : throw new InvalidDataException($"{Path.GetFileName(file)} holds no vocabularies of version {Version}. Delete it and import them again.");
        }
        catch (Exception fault)
        {
            connection.Dispose();
            throw fault is SqliteException damaged ? new InvalidDataException($"{Path.GetFileName(file)} cannot be read: {damaged.Message} Delete it and import the vocabularies again.", damaged) : fault;
        }
    }

    /// <summary>Opens the file for writing, and makes it where it is not there.</summary>
    public static SqliteConnection OpenToWrite(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand make = connection.CreateCommand();
        make.CommandText = $"""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS vocabulary(name TEXT PRIMARY KEY, description TEXT NOT NULL, source TEXT NOT NULL, columns TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS candidate(id INTEGER PRIMARY KEY, vocabulary TEXT NOT NULL, text TEXT NOT NULL, fields TEXT NOT NULL, UNIQUE(vocabulary, text));
            CREATE TABLE IF NOT EXISTS embedding(candidate INTEGER NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY(candidate, model)) WITHOUT ROWID;
            PRAGMA user_version = {Version};
            """;
        make.ExecuteNonQuery();
        return connection;
    }
}
