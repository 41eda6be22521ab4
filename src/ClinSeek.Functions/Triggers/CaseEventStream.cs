using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Triggers;

/// <summary>
/// A case as server-sent events: <c>step</c> for each recorded step, <c>waiting</c> where it waits for people, <c>end</c> when
/// it has ended, and a <c>heartbeat</c> without data in between. A step's event id is its number, so that a reader that was
/// cut off goes on behind the last one it has; the id of the end is <c>end</c>. Between the steps, <c>answer</c> gives pieces of
/// what a model that streams is saying: without an id, because they are kept nowhere and never come again.
/// </summary>
public sealed class CaseEventStream(ICaseService cases, ILiveAnswers live, TimeProvider time)
{
    /// <summary>The id of the last event of a case.</summary>
    public const string EndId = "end";

    /// <summary>The type of the events that hold a <see cref="LivePiece"/>.</summary>
    public const string AnswerEvent = "answer";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    /// <summary>The events behind one.</summary>
    /// <param name="id">The case.</param>
    /// <param name="after">The last step that the reader has; -1 for none.</param>
    /// <param name="cancellationToken">The reader is gone.</param>
    public async IAsyncEnumerable<SseItem<object?>> ReadAsync(CaseId id, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool toldWaiting = false;
        await using var answers = new LiveTail(live, id, cancellationToken);
        while (true)
        {
            CaseProgress? last = null;
            await foreach (object? next in MergedAsync(cases.WatchAsync(id, cancellationToken), answers, cancellationToken))
            {
                if (next is LivePiece piece)
                {
                    // Of a step that is recorded nobody wants to hear how it came to be.
                    if (piece.Step > after)
                    {
                        yield return new SseItem<object?>(piece, AnswerEvent);
                    }

                    continue;
                }

                if (next is not CaseProgress step)
                {
                    yield return new SseItem<object?>(null, "heartbeat");
                    continue;
                }

                last = step;
                if (step.Step > after)
                {
                    after = step.Step;
                    toldWaiting = false;
                    yield return new SseItem<object?>(step, "step") { EventId = Number(step.Step), ReconnectionInterval = ReconnectAfter };
                }
            }

            if (last is not { Status: CaseStatus.Waiting })
            {
                yield return new SseItem<object?>(last, "end") { EventId = EndId };
                yield break;
            }

            if (!toldWaiting)
            {
                toldWaiting = true;
                yield return new SseItem<object?>(last, "waiting") { EventId = Number(after) };
            }

            await Task.Delay(LookAgainAfter, time, cancellationToken);
        }
    }

    /// <summary>The step after which a reader goes on, from its <c>Last-Event-ID</c>; null where it has seen the end.</summary>
    public static int? After(string? lastEventId) => lastEventId == EndId ? null
        : int.TryParse(lastEventId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int step) ? step : -1;

    /// <summary>Steps, the pieces that come before them, and null where neither came for a while.</summary>
    private async IAsyncEnumerable<object?> MergedAsync(IAsyncEnumerable<CaseProgress> steps, LiveTail answers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<CaseProgress> source = steps.GetAsyncEnumerator(cancellationToken);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next ??= source.MoveNextAsync().AsTask();
                Task<bool> piece = answers.Next;
                using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task first = await Task.WhenAny(piece, next, Task.Delay(Heartbeat, time, beat.Token));
                await beat.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (first == piece && await piece)
                {
                    yield return answers.Take();
                    continue;
                }

                if (first != next)
                {
                    yield return null;
                    continue;
                }

                bool more = await next;
                next = null;
                if (!more)
                {
                    yield break;
                }

                yield return source.Current;
            }
        }
        finally
        {
            if (next is not null)
            {
                // An enumerator must not be let go while it moves; it stops by the same token.
                await Task.WhenAny(next);
            }
        }
    }

    private static string Number(int step) => step.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
