namespace ProjectGraph.GraphQL.Tests;

/// <summary>
/// Runs something on a thread whose stack is a fraction of a request's. Recursion without a bound would end the whole test
/// process, which no report could hide.
/// </summary>
internal static class SmallStack
{
    // Frames of code that is not optimized yet are more than twice as large: a busy machine compiles late.
    private const int Size = 512 * 1024;

    public static Exception? Run(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action), Size);
        thread.Start();
        thread.Join();
        return thrown;
    }
}
