import Glibc

/// The thread on which a line editor's session lives from its start to its end.
enum EditingThread {
  /// Starts the thread; it keeps the session alive and ends by itself when the session does.
  static func start(_ session: EditingSession) throws(LineEditorFailure) {
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    // Reading or drawing from the background must stop the process as for any other program.
    for signal in [SIGTTIN, SIGTTOU, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] {
      sigdelset(&blocked, signal)
    }
    // The new thread inherits the mask: a signal then never lands in the middle of drawing.
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let context = Unmanaged.passRetained(session)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<EditingSession>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard failure == 0 else {
      context.release()
      throw .system(errno: failure)
    }
    pthread_detach(thread)
  }
}
