using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>An open call whose result is read as <typeparamref name="TResult"/>.</summary>
internal sealed class OpenCall<TResult>(int id, string name, bool isActivity) : OpenCall(id, name, isActivity)
{
    private readonly TaskCompletionSource<TResult> source = new();

    internal Task<TResult> Task => source.Task;

    internal override bool IsAwaited => TaskContinuations.Has(source.Task);

    internal override void Complete(string? result, DurableTaskWorkerOptions options)
    {
        TResult value;
        try
        {
            if (IsActivity)
            {
                var decoded = options.Codec.Decode(result);
                if (decoded.Failure is { } failure)
                {
                    Fail(failure);
                    return;
                }

                result = decoded.ValueJson;
            }

            value = JsonText.Read<TResult>(result, options.SerializerOptions);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            source.SetException(exception);
            return;
        }

        source.SetResult(value);
    }

    internal override void Fail(TaskFailureDetails failure) => source.SetException(new TaskFailedException(Name, Id, failure));
}
