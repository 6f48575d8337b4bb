import Hummingbird

/// What the server hands over with a request; an operation gets an `Exchange` instead.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }
}
