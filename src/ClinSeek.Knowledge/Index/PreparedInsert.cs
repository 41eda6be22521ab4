using Microsoft.Data.Sqlite;

namespace ClinSeek.Knowledge.Index;

/// <summary>A statement that is prepared once and run for many rows; its parameters are $1, $2, ...</summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly SqliteCommand command;

    public PreparedInsert(SqliteConnection database, string sql, int parameters)
    {
        command = database.CreateCommand();
        command.CommandText = sql;
        for (int number = 1; number <= parameters; number++)
        {
            command.Parameters.AddWithValue("$" + number.ToString(System.Globalization.CultureInfo.InvariantCulture), null);
        }
    }

    public void Run(params ReadOnlySpan<object> values)
    {
        for (int at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }

        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
