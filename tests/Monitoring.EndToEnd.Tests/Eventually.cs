using System.Diagnostics;

namespace Monitoring.EndToEnd.Tests;

internal static class Eventually
{
    /// <summary>Waits until a condition holds; fails with its description and its last answer when it doesn't in time.</summary>
    public static async Task<T> Async<T>(string what, Func<Task<T>> ask, Func<T, bool> holds, int seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"Not within {seconds} s: {what}. Last seen: {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
