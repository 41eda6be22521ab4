using System.Diagnostics;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// The one place that runs statements against a record: one statement, read-only, authorized, with a deadline, bounded in rows,
/// characters and memory. Not thread-safe.
/// </summary>
internal sealed class GuardedConnection : IDisposable
{
    private const int StepsBetweenChecks = 100;
    private const string NoTable = "no such table: ";

    private readonly sqlite3 _database;
    private readonly StatementAuthorizer _authorizer;
    private readonly CutoffClock _clock;
    // Kept for its delegates, which SQLite calls.
    private readonly BoundedText _text;
    private readonly strdelegate_authorizer _authorize;
    private readonly delegate_progress _progress;
    private readonly IReadOnlyList<CandidateSqlTable> _candidates;
    private long _deadline;
    private long _memoryLimit;
    private CancellationToken _cancelled;
    private string? _stopped;
    private bool _tookTooMuch;

    /// <param name="database">A connection onto the record; disposed with this.</param>
    /// <param name="tables">The record's tables.</param>
    /// <param name="candidates">Candidate tables that statements may read beside them, none of the name of one of those.</param>
    public GuardedConnection(sqlite3 database, IReadOnlyList<PatientTable> tables, IReadOnlyList<CandidateSqlTable> candidates)
    {
        _database = database;
        _candidates = candidates;
        for (int place = 0; place < candidates.Count; place++)
        {
            MemoryDatabase.Attach(database, StatementAuthorizer.SchemaOf(place), candidates[place].Bytes);
        }

        _authorizer = new StatementAuthorizer(tables, [.. candidates.Select(static candidate => candidate.Table.Name)]);
        _clock = new CutoffClock(database);
        _text = new BoundedText(database);
        // Sorts stay in memory: a spilled sort would put PHI into a temporary file.
        MemoryDatabase.Execute(database, "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON;");
        SqlLimits.Apply(database);
        _authorize = _authorizer.Authorize;
        _progress = _ => MayGoOn() ? 0 : 1;
        MemoryDatabase.Check(database, raw.sqlite3_set_authorizer(database, _authorize, null));
        raw.sqlite3_progress_handler(database, StepsBetweenChecks, _progress, null);
    }

    public SqlAnswer Run(string sql, IReadOnlyList<object?> parameters, CutoffTime now, SqlGuardOptions options, CancellationToken cancellationToken)
    {
        if (sql.Length > options.MaxSqlChars || sql.Contains('\0', StringComparison.Ordinal))
        {
            return SqlAnswer.No(ToolOutcome.Denied, $"A statement has {options.MaxSqlChars} characters at most and no NUL. Write a shorter one.");
        }

        SqlAnswer answer = StatementGate.Beside(() => RunOnce(sql, parameters, now, options, cancellationToken), out bool hadCompany);
        return _tookTooMuch && hadCompany ? StatementGate.Alone(() => RunOnce(sql, parameters, now, options, cancellationToken)) : answer;
    }

    public void Dispose()
    {
        _database.Dispose();
        _clock.Dispose();
    }

    private SqlAnswer RunOnce(string sql, IReadOnlyList<object?> parameters, CutoffTime now, SqlGuardOptions options, CancellationToken cancellationToken)
    {
        Begin(now, options, cancellationToken);
        int code = raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement, out string rest);
        using (statement)
        {
            if (code != raw.SQLITE_OK)
            {
                return Refusal(code);
            }

            if (statement is null or { IsInvalid: true })
            {
                return SqlAnswer.No(ToolOutcome.Failed, "The statement is empty. Write a SELECT.");
            }

            if (HasAnother(rest))
            {
                return SqlAnswer.No(ToolOutcome.Denied, "One statement at a time: send each SELECT in a call of its own.");
            }

            if (raw.sqlite3_stmt_readonly(statement) == 0 || raw.sqlite3_stmt_isexplain(statement) != 0 || raw.sqlite3_column_count(statement) == 0)
            {
                return SqlAnswer.No(ToolOutcome.Denied, "Only a SELECT that reads the record is allowed.");
            }

            SqlParameters.Bind(_database, statement, parameters);
            return Read(statement, options);
        }
    }

    private void Begin(CutoffTime now, SqlGuardOptions options, CancellationToken cancellationToken)
    {
        _authorizer.Begin();
        _clock.Now = now;
        _stopped = null;
        _tookTooMuch = false;
        _cancelled = cancellationToken;
        _memoryLimit = raw.sqlite3_memory_used() + options.MaxMemory;
        _deadline = Stopwatch.GetTimestamp() + (long)(options.Deadline.TotalSeconds * Stopwatch.Frequency);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private SqlAnswer Read(sqlite3_stmt statement, SqlGuardOptions options)
    {
        string[] columns = SqlColumns.Names(statement);
        string? rowTable = SqlColumns.RowTable(statement, columns);
        List<object?[]> rows = [];
        int total = 0;
        int chars = 0;
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW && total < options.MaxCounted)
        {
            total++;
            if (rows.Count == total - 1 && rows.Count < options.MaxRows && chars < options.MaxChars)
            {
                object?[] row = SqlColumns.Read(statement, columns.Length, options.MaxCellChars, ref chars);
                if (rows.Count == 0 || chars <= options.MaxChars)
                {
                    rows.Add(row);
                }
            }
        }

        _cancelled.ThrowIfCancellationRequested();
        bool stopped = code == raw.SQLITE_INTERRUPT;
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW) && !(stopped && rows.Count > 0))
        {
            return Refusal(code);
        }

        return new SqlAnswer
        {
            Outcome = total == 0 ? ToolOutcome.Empty : rows.Count < total || stopped ? ToolOutcome.Truncated : ToolOutcome.Ok,
            Columns = columns,
            Rows = rows,
            Total = total,
            CountedAll = code == raw.SQLITE_DONE,
            Tables = _authorizer.Tables,
            Vocabularies = Marks(_authorizer.Candidates),
            RowTable = rowTable,
            Reason = stopped ? _stopped : null,
        };
    }

    private VocabularyMark[] Marks(IReadOnlyCollection<string> names) => [.. _candidates.Select(static candidate => candidate.Mark).Where(mark => names.Contains(mark.Name))];

    // What is refused may have been understood with the help of any of them.
    private SqlAnswer Refusal(int code) => Refused(code) with { Vocabularies = [.. _candidates.Select(static candidate => candidate.Mark)] };

    private SqlAnswer Refused(int code)
    {
        _cancelled.ThrowIfCancellationRequested();
        if (_authorizer.Denial is { } denial)
        {
            return SqlAnswer.No(ToolOutcome.Denied, denial);
        }

        string message = raw.sqlite3_errmsg(_database).utf8_to_string();
        return code switch
        {
            raw.SQLITE_INTERRUPT => SqlAnswer.No(ToolOutcome.Failed, _stopped ?? "The statement was stopped."),
            raw.SQLITE_NOMEM => SqlAnswer.No(ToolOutcome.Failed, "The statement took too much memory. Narrow it with WHERE or LIMIT."),
            raw.SQLITE_TOOBIG => SqlAnswer.No(ToolOutcome.Failed, "A value of the statement is too long. Use substr()."),
            _ => SqlAnswer.No(ToolOutcome.Failed, $"SQL error: {message}. ehr.get_column_names lists a table's columns.") with
            {
                MissingTable = message.StartsWith(NoTable, StringComparison.Ordinal) ? message[NoTable.Length..] : null,
            },
        };
    }

    private bool HasAnother(string? rest)
    {
        while (!string.IsNullOrWhiteSpace(rest))
        {
            int code = raw.sqlite3_prepare_v2(_database, rest, out sqlite3_stmt another, out string tail);
            using (another)
            {
                if (code != raw.SQLITE_OK || another is { IsInvalid: false })
                {
                    return true;
                }
            }

            // Blank: a lone semicolon or a comment.
            rest = tail?.Length < rest.Length ? tail : null;
        }

        return false;
    }

    private bool MayGoOn()
    {
        if (_cancelled.IsCancellationRequested)
        {
            return false;
        }

        if (Stopwatch.GetTimestamp() > _deadline)
        {
            _stopped = "The statement ran too long and was stopped. Narrow it with WHERE or LIMIT, or join on row or event_time.";
            return false;
        }

        if (raw.sqlite3_memory_used() > _memoryLimit)
        {
            _tookTooMuch = true;
            _stopped = "The statement took too much memory and was stopped. Narrow it with WHERE or LIMIT.";
            return false;
        }

        return true;
    }
}
